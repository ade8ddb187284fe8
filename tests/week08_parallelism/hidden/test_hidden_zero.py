"""Hidden tests of zero.py: the table in exact fractions, one rank among made-up peers, and AdamW's trajectory."""

from fractions import Fraction

import oracles_parallelism as oracles
import pytest
import torch
from oracles_parallelism import F64, normal

from autograder.kit import assert_close, assert_dict, assert_float, assert_list, assert_refused, assert_tuple

surely = pytest.mark.false_alarm(0.0, "tolerances are a hundred roundings of the dtype over a few operations")
OPTIONS = {"lr": 0.05, "betas": (0.8, 0.95), "eps": 0.01, "weight_decay": 0.3}
#: stage -> bytes a parameter that every device holds, and that are shared out
TABLE = {0: (16, 0), 1: (4, 12), 2: (2, 14), 3: (0, 16)}


@pytest.mark.question("zero-memory")
@pytest.mark.hint("Weights 2, gradients 2, state 12; each stage shards one more of them.")
@surely
def test_every_stage_on_any_number_of_devices(submission, rng):
    """Random sizes of models, 1 to 1,024 devices, all stages."""
    calls = [(int(rng.integers(1, 10**12)), size, stage) for size in (1, 2, 3, 64, 1024) for stage in range(4)]
    for got, (params, size, stage) in zip(submission.probes.many("zero", "zero_memory", calls), calls, strict=True):
        whole, shared = TABLE[stage]
        assert_float(got, float(whole * params + Fraction(shared * params, size)), rtol=1e-12)


@pytest.mark.question("zero-memory")
@pytest.mark.hint("Stage 3 on as many devices as there are bytes leaves an n-th of everything; nothing costs nothing.")
@surely
def test_the_table_of_the_paper_again(submission):
    """The paper's other rows: 7.5 B, 128 B and 1 T parameters on 1,024 devices; and a model without parameters."""
    calls = [(7_500_000_000, 1024, 2), (128_000_000_000, 1024, 1), (10**12, 1024, 3), (0, 8, 1)]
    for got, expected in zip(submission.probes.many("zero", "zero_memory", calls), (15.1, 513.5, 15.6, 0), strict=True):
        assert_float(got / 1e9, expected, rtol=0, atol=0.05)


@pytest.mark.question("zero-memory")
@pytest.mark.hint("Stages 0 to 3, one device or more, no negative models.")
@surely
def test_impossible_worlds_are_refused(submission, rng):
    """After a right answer: stages, devices, parameters."""
    params = int(rng.integers(1, 1000))
    assert_float(submission.zero.zero_memory(params, 1, 3), 16 * params)
    bad = [(params, 2, 4), (params, 2, -1), (params, 0, 1), (params, -2, 1), (-1, 2, 1)]
    assert_refused(submission.zero.zero_memory, *bad)


def one_rank(rng, numel, size, rank, step, dtype, options):
    """(case for the probe, what must come out) of one step of one rank, from a made-up state and made-up peers."""
    length = -(-numel // size)
    params, grads = normal(rng, numel, dtype=dtype), normal(rng, numel, dtype=dtype)
    mean, square = normal(rng, length, dtype=dtype), normal(rng, length, dtype=dtype) ** 2
    others, parts = normal(rng, length, dtype=dtype), normal(rng, size - 1, length, dtype=dtype)
    filled, grads_filled = torch.zeros(2, length * size, dtype=dtype)
    filled[:numel], grads_filled[:numel] = params, grads
    own = slice(rank * length, (rank + 1) * length)
    part, new_mean, new_square = oracles.adamw(filled[own], (grads_filled[own] + others) / size, mean, square, step, options)
    after = torch.cat([*parts[:rank], part, *parts[rank:]])[:numel]
    state = {"exp_avg": mean, "exp_avg_sq": square}
    case = [rank, size, [others, parts], [params, grads, state, step], [], options]
    return case, (grads_filled, part, after, new_mean, new_square)


def judge(seen, right, before, rtol):
    """One rank's messages, parameters and state; the arguments as they were."""
    grads_filled, part, after, mean, square = right
    sent = assert_list(seen["sent"], 2)
    assert [message[0] for message in sent] == ["reduce_scatter", "all_gather"], "one reduce_scatter, then one all_gather"
    assert_close(sent[0][3], grads_filled, rtol=rtol)
    assert_close(sent[1][3], part, rtol=rtol, atol=rtol)
    params, state = assert_tuple(seen["result"], 2)
    assert_close(params, after, rtol=rtol, atol=rtol)
    assert_dict(state, ["exp_avg", "exp_avg_sq"])
    assert_close(state["exp_avg"], mean, rtol=rtol, atol=rtol)
    assert_close(state["exp_avg_sq"], square, rtol=rtol, atol=rtol)
    for now, old in zip(seen["arguments"][:2], before[:2], strict=True):
        assert_close(now, old, rtol=0)
    for name, old in before[2].items():
        assert_close(seen["arguments"][2][name], old, rtol=0)


@pytest.mark.question("sharded-adamw")
@pytest.mark.hint("Your part of the mean gradient, your part of the parameters, your state: torch.optim.AdamW's arithmetic on these alone.")
@surely
def test_each_rank_among_peers_that_are_made_up(submission, rng):
    """Any state and any step, one to four ranks, lengths that they do not divide, both dtypes."""
    cases, rights = [], []
    for size, numel, dtype in ((1, 3, F64), (2, 6, F64), (3, 7, torch.float32), (4, 9, F64), (4, 2, F64)):
        for rank in range(size):
            case, right = one_rank(rng, numel, size, rank, 1 + 2 * rank, dtype, OPTIONS)
            cases.append(case)
            rights.append((right, case[3], 1e-5 if dtype == torch.float32 else 1e-9))
    for seen, right in zip(assert_list(submission.probes.alone("zero", "sharded_adamw", cases), len(cases)), rights, strict=True):
        judge(seen, *right)


@pytest.mark.question("sharded-adamw")
@pytest.mark.hint("betas (0.9, 0.999), eps 1e-8 and weight_decay 0.01 when nothing else is said, as in torch.optim.AdamW.")
@surely
def test_the_defaults_are_adamws(submission, rng):
    """Only the learning rate is given; a gradient of 0 at one place."""
    case, right = one_rank(rng, 6, 2, 1, 3, F64, {"lr": 0.01})
    (seen,) = submission.probes.alone("zero", "sharded_adamw", [case])
    judge(seen, right, case[3], 1e-9)


@pytest.mark.question("sharded-adamw")
@pytest.mark.hint("The state of one step is the next one's; the step number corrects both averages.")
@surely
def test_the_trajectory_of_the_dense_optimizer(submission, rng):
    """Eleven parameters on four ranks, six steps: all ranks stay together, with torch's AdamW, on an n-th of the state each."""
    start, grads = normal(rng, 11), [[normal(rng, 11) for _ in range(4)] for _ in range(6)]
    options = {**OPTIONS, "betas": (0.3, 0.45)}
    seen = assert_list(submission.probes.train(start, grads, options), 4)
    dense = torch.nn.Parameter(start.clone())
    optimizer = torch.optim.AdamW([dense], **options)
    for step, gradients in enumerate(grads):
        dense.grad = sum(gradients) / 4
        optimizer.step()
        for params, shapes in seen:
            assert_close(params[step], dense.detach(), rtol=1e-9, atol=1e-12)
            assert shapes[step] == {"exp_avg": [3], "exp_avg_sq": [3]}, "a rank holds ceil(11 / 4) = 3 numbers of each kind"


@pytest.mark.question("sharded-adamw")
@pytest.mark.hint("ceil(N / n) zeros of each kind, in the dtype of the parameters, on every rank alike.")
@surely
def test_the_state_before_the_first_step(submission, rng):
    """One to four ranks; more ranks than parameters; both dtypes."""
    cases = [(normal(rng, numel, dtype=dtype), rank, size) for numel, rank, size, dtype in
             ((8, 1, 4, F64), (9, 3, 4, torch.float32), (2, 2, 3, F64), (5, 0, 1, torch.float32))]  # fmt: skip
    for state, (params, _, _), length in zip(submission.probes.new_states(cases), cases, (2, 3, 1, 5), strict=True):
        assert_dict(state, ["exp_avg", "exp_avg_sq"])
        for part in state.values():
            assert_close(part, torch.zeros(length, dtype=params.dtype), rtol=0)


@pytest.mark.question("sharded-adamw")
@pytest.mark.hint("One dimension, equal lengths, a state of ceil(N / n) numbers, steps from 1.")
@surely
def test_what_does_not_fit_is_refused(submission, rng):
    """After a right answer: gradients and state of other lengths, two dimensions, step 0."""
    good = [one_rank(rng, 6, 2, 0, step, F64, OPTIONS) for step in (1, 1, 2)]
    _, _, script, (params, grads, state, _), *_ = good[0][0]
    dense = {name: torch.zeros(6, dtype=F64) for name in state}
    bad = [[params, grads[:5], state, 1], [params[None], grads[None], state, 1], [params, grads, dense, 1], [params, grads, state, 0]]
    bad += [[params, grads, {**state, name: torch.zeros(2, dtype=F64)}, 1] for name in state]
    bad += [[params, torch.cat([grads, grads[:1]]), state, 1], [params[0], grads[0], {name: torch.zeros(1, dtype=F64) for name in state}, 1]]
    wrong = [([0, 2, script, arguments, [], OPTIONS], None) for arguments in bad]
    for (case, answer), is_right in oracles.mixed(rng, good, wrong):
        call = ("zero", "sharded_adamw", [case])
        if is_right:
            (seen,) = submission.probes.alone(*call)
            judge(seen, answer, case[3], 1e-9)
        else:
            assert_refused(submission.probes.alone, call)

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
