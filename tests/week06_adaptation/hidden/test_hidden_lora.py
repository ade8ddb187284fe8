"""Hidden tests of lora.py: closed forms of output and gradients, tensors that are counted, and bounds of rounding."""

import numpy as np
import oracles_adaptation as oracles
import pytest
import torch
from oracles_adaptation import U32, assert_raised, single, tensor

from autograder.kit import assert_bool, assert_close, assert_dict, assert_float, assert_list, assert_tuple

F64 = torch.float64
NAN, INF = float("nan"), float("inf")

surely = pytest.mark.false_alarm(0.0, "the tolerances are bounds for the rounding of sums, or the values are exact")
hardly_ever = pytest.mark.false_alarm(1e-9, "mean and deviation of 3 times 8192 numbers: beyond six standard errors")


@pytest.mark.question("lora")
@pytest.mark.hint("B is 0; the base is the layer that was given, frozen; A and B are the only parameters that are trained.")
@surely
def test_nothing_changes_at_the_start(submission, rng, planted):
    """With and without a bias, float32 and float64: the output is the base's, bit for bit."""
    for (out, width, rank), dtype, with_bias in (((5, 9, 3), torch.float32, True), ((8, 4, 4), F64, False)):
        alpha = float(planted.integers(1, 9)) / 2
        w, bias = tensor(rng.normal(size=(out, width)), dtype), tensor(rng.normal(size=out), dtype) if with_bias else None
        x = tensor(rng.normal(size=(2, 3, width)), dtype)
        seen = submission.probes.lora_start(w, bias, rank, alpha, x, [1, 2])
        assert_close(seen["y"], seen["base"], rtol=0)
        assert_close(seen["base"], x @ w.T + (bias if with_bias else 0), rtol=1e-4, atol=1e-5)
        assert_close(seen["b"], torch.zeros(out, rank, dtype=dtype))
        assert_float(seen["scale"], alpha / rank)
        assert_bool(seen["merged"], False)
        assert seen["same"] is True, "`base` must be the very layer that was given"
        assert seen["trained"] == ["lora_a", "lora_b"], "exactly lora_a and lora_b are trained"
        assert seen["kinds"] == [True, True], "lora_a and lora_b must be of type nn.Parameter"
        first, second = assert_list(seen["a"], 2)
        assert first.dtype == dtype and tuple(first.shape) == (rank, width), "lora_a must be (rank, in), in the base's dtype"
        assert not torch.equal(first, second), "lora_a must be drawn anew for each layer"


@pytest.mark.question("lora")
@pytest.mark.hint("A: mean 0, and a standard deviation of about 1 / sqrt(in), whatever the rank.")
@hardly_ever
def test_how_a_is_drawn(submission, rng):
    """Ranks 2, 8 and 32 of widths 4096, 1024 and 256: 8192 numbers each."""
    for rank, width in ((2, 4096), (8, 1024), (32, 256)):
        seen = submission.probes.lora_start(torch.zeros(32, width), None, rank, 1.0, torch.zeros(1, width), [int(rng.integers(1 << 30))])
        a = seen["a"][0].double().numpy() * width**0.5
        assert 0.19 <= a.std() <= 2.1, "the standard deviation of lora_a must be from 0.2 to 2 over sqrt(in)"
        assert abs(a.mean()) <= 6 * a.std() / 8192**0.5, "the mean of lora_a must be 0"
        assert np.linalg.matrix_rank(a) == rank, "the entries of lora_a must be drawn one by one"


@pytest.mark.question("lora")
@pytest.mark.hint("W x + bias + (alpha / rank) B (A x), in any leading shape.")
@surely
def test_outputs_to_the_rounding(submission, rng, planted):
    """Wide, tall and square weights; A and B of size 1: off by at most a bound for the rounding of the sums."""
    for out, width, rank, shape in ((7, 12, 3, (5,)), (20, 6, 2, (2, 4)), (9, 9, 5, (3, 1, 2)), (4, 8, 1, ())):
        alpha = float(2.0 ** planted.integers(-2, 5))
        w, bias, a, b = single(rng, out, width), single(rng, out), single(rng, rank, width), single(rng, out, rank)
        x, incoming = single(rng, *shape, width), np.ones((*shape, out))
        y, bound = oracles.lora(w, bias, alpha / rank, a, b, x)
        seen = submission.probes.lora_backward(tensor(w), tensor(bias), alpha, tensor(a), tensor(b), tensor(x), tensor(incoming))
        assert_close(seen["y"], tensor(y, F64), rtol=0, atol=bound, check_dtype=False)


@pytest.mark.question("lora")
@pytest.mark.hint("dB = (alpha / rank) g (A x)^T and dA = (alpha / rank) B^T g x^T: at the start A gets 0, B does not.")
@surely
def test_gradients_reach_b_first(submission, rng, planted):
    """Gradients of x, A and B in float64, at B = 0 and elsewhere; the base gets none."""
    for size in (0.0, 1.0):
        out, width, rank, alpha = 6, 10, 3, float(planted.integers(4, 20))
        w, a, b = rng.normal(size=(out, width)), rng.normal(size=(rank, width)), size * rng.normal(size=(out, rank))
        x, g, scale = rng.normal(size=(8, width)), rng.normal(size=(8, out)), alpha / rank
        seen = submission.probes.lora_backward(*(tensor(v, F64) for v in (w, np.zeros(out))), alpha, *(tensor(v, F64) for v in (a, b, x, g)))
        assert_close(seen["b"], tensor(scale * g.T @ x @ a.T, F64), rtol=1e-9, atol=1e-9)
        assert_close(seen["a"], tensor(scale * b.T @ g.T @ x, F64), rtol=1e-9, atol=1e-9)
        assert_close(seen["x"], tensor(g @ w + scale * g @ b @ a, F64), rtol=1e-9, atol=1e-9)
        assert seen["base"] == [None, None], "the base must get no gradient"


@pytest.mark.question("lora")
@pytest.mark.hint("First A x, then B of that: the product B A alone costs more than the whole adapter.")
@surely
def test_the_change_is_never_made_in_full(submission, rng):
    """The largest tensor that is made anew: no more numbers than inputs or outputs have, where W has many more."""
    for out, width, rank, rows in ((20, 16, 2, 3), (300, 200, 4, 5)):
        largest, used = assert_tuple(submission.probes.lora_watched(tensor(rng.normal(size=(out, width))), rank, rows, False), 2)
        assert used is True, "the adapter must be used"
        limit = max(rows, rank) * max(out, width)
        assert largest <= limit, f"a tensor of {largest} numbers is made; {limit} are enough, and W has {out * width}"


@pytest.mark.question("lora")
@pytest.mark.hint("Dropout is applied to the adapter's input, in training only; not to the base's.")
@surely
def test_dropout_leaves_the_base_alone(submission, rng):
    """The identity as base and A, B that read one input: what is added is 0 or 1 / (1 - p) times what is added in eval."""
    width = 64
    a, b = np.zeros((1, width)), np.zeros((width, 1))
    a[0, 0] = b[0, 0] = 1
    x = np.abs(single(rng, 200, width)) + 0.5
    seen = submission.probes.lora_dropout(tensor(np.eye(width)), tensor(a), tensor(b), 0.5, tensor(x), int(rng.integers(1 << 30)))
    training, evaluated, merged = assert_tuple(seen, 3)
    assert_close(evaluated[:, 0], tensor(2 * x[:, 0]), rtol=1e-5)
    assert_close(merged[:, 0], tensor(2 * x[:, 0]), rtol=1e-5)
    assert_close(training[:, 1:], tensor(x[:, 1:]), rtol=0)
    share = np.round(training[:, 0].double().numpy() / x[:, 0] - 1, 4)
    assert set(share.tolist()) <= {0.0, 2.0}, "in training, what the adapter reads is 0 or its double"
    assert 40 <= (share == 0).sum() <= 160, "about half of what the adapter reads must be dropped"


@pytest.mark.question("lora")
@pytest.mark.hint("Check before you freeze: rank from 1 to min(in, out), alpha finite and above 0, dropout in [0, 1).")
@surely
def test_adapters_that_make_no_sense_are_refused(submission, rng):
    """The largest rank is right; ranks, alphas and dropouts outside are not, and the base stays as it was."""
    bad = [{"rank": r, "alpha": 1.0} for r in (0, -1, 4)] + [{"rank": 2, "alpha": v} for v in (0.0, -1.0, NAN, INF)]
    bad += [{"rank": 2, "alpha": 1.0, "dropout": p} for p in (-0.1, 1.0, 1.5, NAN)]
    good = [{"rank": 3, "alpha": 1e-3, "dropout": 0.999}, {"rank": 1, "alpha": 100.0, "dropout": 0.0}]
    good += [{"rank": 3, "alpha": 1.5}, {"rank": 2, "alpha": 0.5}, {"rank": 2, "alpha": 1.0, "dropout": 0.5}]
    for sides in ((3, 5), (5, 3)):
        w, bias = tensor(rng.normal(size=sides)), tensor(rng.normal(size=sides[0]))
        calls = oracles.mixed(rng, good, bad)
        answers = assert_list(submission.probes.lora_made(w, bias, [options for options, _ in calls]), len(calls))
        for seen, (options, is_right) in zip(answers, calls, strict=True):
            if is_right:
                assert seen["raised"] is None, "the largest rank, and any alpha above 0, are right"
                assert seen["a"] == (options["rank"], sides[1]), "lora_a must be (rank, in)"
            else:
                assert_raised(seen["raised"])
            assert seen["asked"] == [not is_right] * 2, "a base must be frozen, but not where it is refused"


# ---- lora-merge -----------------------------------------------------------------------------------------------------

STEPS = ["eval", "merge", "merge", "train", "unmerge", "unmerge", "merge", "unmerge"]
MERGED = [False, True, True, True, False, False, True, False]


@pytest.mark.question("lora-merge")
@pytest.mark.hint("W + (alpha / rank) B A; merging twice is merging once, and the way back gives W again.")
@surely
def test_weights_and_outputs_after_every_step(submission, rng, planted):
    """Eight steps, float32. Each sum is off by U |result|, the product by about (rank + 2) U |B| |A|."""
    for out, width, rank in ((6, 11, 3), (12, 5, 4)):
        alpha = float(planted.integers(3, 30)) / 4
        w, bias, a, b = single(rng, out, width), single(rng, out), single(rng, rank, width), single(rng, out, rank)
        x, scale = single(rng, 4, width), alpha / rank
        seen = submission.probes.lora_walk(tensor(w), tensor(bias), alpha, tensor(a), tensor(b), tensor(x), STEPS)
        y, y_bound = oracles.lora(w, bias, scale, a, b, x)
        change, size = scale * b @ a, scale * np.abs(b) @ np.abs(a)
        once = U32 * (np.abs(w) + (rank + 4) * size)  # one product and one sum
        for number, (step, merged) in enumerate(zip(assert_list(seen["seen"], len(STEPS)), MERGED, strict=True)):
            weight, output, flag = assert_list(step, 3)
            bound = 0.0 if number == 0 else float((once * (2 * number + 1)).max())
            assert_close(weight, tensor(w + change if merged else w, F64), rtol=0, atol=bound, check_dtype=False)
            off = y_bound + bound * float(np.abs(x).sum(1).max())
            assert_close(output, tensor(y, F64), rtol=0, atol=off, check_dtype=False)
            assert_bool(flag, merged)
        assert seen["same"] is True, "the weight must stay the same parameter of the same base, and frozen"
        assert seen["trained"] == ["lora_a", "lora_b"], "A and B stay parameters that are trained"
        for got, expected in zip(seen["adapter"], (a, b), strict=True):
            assert_close(got, tensor(expected), rtol=0)


@pytest.mark.question("lora-merge")
@pytest.mark.hint("A merged layer computes its base, and nothing beside it.")
@surely
def test_a_merged_layer_costs_what_its_base_costs(submission, rng):
    """A and B are not used in the forward pass, and no large tensor is made."""
    for out, width, rank, rows in ((8, 6, 2, 3), (100, 50, 4, 5)):
        largest, used = assert_tuple(submission.probes.lora_watched(tensor(rng.normal(size=(out, width))), rank, rows, True), 2)
        assert used is False, "a merged layer must not use lora_a or lora_b"
        assert largest <= rows * max(out, width), "a merged layer must make no large tensor"


@pytest.mark.question("lora-merge")
@pytest.mark.hint("In float64 the way back is off by some 1e-16 of the largest number, not by 1e-7.")
@surely
def test_the_merge_is_done_in_the_weights_dtype(submission, rng):
    """float64: merged and unmerged to its own rounding."""
    w, a, b = rng.normal(size=(7, 8)), rng.normal(size=(2, 8)), rng.normal(size=(7, 2))
    seen = submission.probes.lora_walk(*(tensor(v, F64) for v in (w, np.zeros(7))), 6.0, *(tensor(v, F64) for v in (a, b, w)), ["merge", "unmerge"])
    merged, back = assert_list(assert_dict(seen, ["seen", "same", "trained", "adapter"])["seen"], 2)
    assert_close(merged[0], tensor(w + 3 * b @ a, F64), rtol=0, atol=1e-13)
    assert_close(back[0], tensor(w, F64), rtol=0, atol=1e-13)

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
