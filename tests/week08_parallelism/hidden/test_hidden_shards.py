"""Hidden tests of shards.py: one rank among peers that are made up, forward and backward, against formulas written out."""

import oracles_parallelism as oracles
import pytest
import torch
from oracles_parallelism import F64, normal

from autograder.kit import assert_close, assert_list, assert_refused, assert_tuple

surely = pytest.mark.false_alarm(0.0, "sums of a few dozen products, each to the dtype's rounding; the tolerance is a thousand of these")


def one_all_reduce_each_way(seen, forward, backward, rtol):
    """Two messages: the rank's own part of the result, and its own part of the gradient of x."""
    sent = assert_list(seen["sent"], 2)
    assert seen["forward"] == 1 and [message[0] for message in sent] == ["all_reduce"] * 2, "one all_reduce forward, one backward"
    assert_close(sent[0][3], forward, rtol=rtol, atol=rtol)
    assert_close(sent[1][3], backward, rtol=rtol, atol=rtol)


@pytest.mark.question("parallel-mlp")
@pytest.mark.hint("copy_to_ranks: nothing forward, all_reduce backward. reduce_from_ranks: the other way round.")
@surely
def test_the_two_conjugate_operations(submission, rng):
    """Each in the middle of a computation, in both dtypes, several shapes."""
    for shape, dtype in (((5,), F64), ((2, 3, 4), torch.float32)):
        x, incoming, others = (normal(rng, *shape, dtype=dtype) for _ in range(3))
        seen = submission.probes.conjugate("copy_to_ranks", 1, 3, [others], x, incoming)
        assert_close(seen["y"], 6 * x, rtol=1e-6)
        assert_close(seen["x.grad"], 2 * (3 * incoming + others), rtol=1e-5, atol=1e-5)
        assert seen["forward"] == 0 and [message[0] for message in seen["sent"]] == ["all_reduce"]
        assert_close(seen["sent"][0][3], 3 * incoming, rtol=1e-6)
        seen = submission.probes.conjugate("reduce_from_ranks", 1, 3, [others], x, incoming)
        assert_close(seen["y"], 3 * (2 * x + others), rtol=1e-5, atol=1e-5)
        assert_close(seen["x.grad"], 6 * incoming, rtol=1e-6)
        assert seen["forward"] == 1 and len(seen["sent"]) == 1


@pytest.mark.question("parallel-mlp")
@pytest.mark.hint("The r-th run of hidden units: rows of w1 and b1, columns of w2, copied.")
@surely
def test_every_part_of_an_mlp(submission, rng):
    """Six hidden units on one, two, three and six ranks; the whole stays as it was when parts are overwritten."""
    w1, b1, w2 = normal(rng, 6, 4), normal(rng, 6), normal(rng, 4, 6)
    cases = [(rank, size) for size in (1, 2, 3, 6) for rank in range(size)]
    parts, whole = assert_tuple(submission.probes.parts("mlp_shard", [w1, b1, w2], cases), 2)
    for got, (rank, size) in zip(assert_list(parts, len(cases)), cases, strict=True):
        units = [unit for unit in range(6) if unit * size // 6 == rank]
        for part, expected in zip(assert_tuple(got, 3), (w1[units], b1[units], w2[:, units]), strict=True):
            assert_close(part, expected, rtol=0)
    for now, before in zip(whole, (w1, b1, w2), strict=True):
        assert_close(now, before, rtol=0)


@pytest.mark.question("parallel-mlp")
@pytest.mark.hint("The rank's own part, plus what the others send, plus b2; backward the same for the gradient of x.")
@surely
def test_one_rank_of_an_mlp(submission, rng):
    """Inputs of two and three dimensions, three, two and one ranks: the result, all gradients, both messages."""
    for shape, size, dtype, rtol in (((5, 3), 3, F64, 1e-9), ((2, 4, 3), 2, torch.float32, 1e-4), ((1, 3), 1, F64, 1e-9)):
        x, w1, b1, w2 = (normal(rng, *form, dtype=dtype).requires_grad_() for form in (shape, (4, 3), (4,), (2, 4)))
        b2, incoming, others = normal(rng, 2, dtype=dtype), normal(rng, *shape[:-1], 2, dtype=dtype), normal(rng, *shape[:-1], 2, dtype=dtype)
        others_grad = normal(rng, *shape, dtype=dtype)
        own = oracles.mlp_part(x, w1, b1, w2)
        gradients = torch.autograd.grad(own, (x, w1, b1, w2), incoming)
        values = [value.detach() for value in (w1, b1, w2)]
        seen = submission.probes.block("parallel_mlp", size - 1, size, [others, others_grad], x.detach(), [*values, b2], [], incoming)
        one_all_reduce_each_way(seen, own.detach(), gradients[0], rtol)
        assert_close(seen["y"], own.detach() + others + b2, rtol=rtol, atol=rtol)
        right = [gradients[0] + others_grad, *gradients[1:], incoming.reshape(-1, 2).sum(dim=0)]
        for got, expected in zip(assert_list(seen["grads"], 5), right, strict=True):
            assert_close(got, expected, rtol=rtol, atol=rtol)


@pytest.mark.question("parallel-mlp")
@pytest.mark.hint("Hidden units that the ranks divide, and a rank that exists.")
@surely
def test_parts_that_do_not_exist_are_refused(submission, rng):
    """After a right answer: six units among four, ranks beyond both ends."""
    w1, b1, w2 = normal(rng, 6, 4), normal(rng, 6), normal(rng, 4, 6)
    assert_close(submission.shards.mlp_shard(w1, b1, w2, 2, 3)[1], b1[4:], rtol=0)
    bad = [(w1, b1, w2, *case) for case in ((0, 4), (2, 2), (3, 2), (-1, 2))]
    assert_refused(submission.shards.mlp_shard, *bad)


@pytest.mark.question("parallel-attention")
@pytest.mark.hint("Whole heads: their queries, their keys, their values; and their columns of out.")
@surely
def test_every_part_of_an_attention(submission, rng):
    """Six heads of two numbers on one, two, three and six ranks; the whole stays as it was."""
    qkv, out = normal(rng, 36, 12), normal(rng, 12, 12)
    cases = [(6, rank, size) for size in (1, 2, 3, 6) for rank in range(size)]
    parts, whole = assert_tuple(submission.probes.parts("attention_shard", [qkv, out], cases), 2)
    for got, (_, rank, size) in zip(assert_list(parts, len(cases)), cases, strict=True):
        places = [place for place in range(12) if place // 2 * size // 6 == rank]
        rows = [third * 12 + place for third in range(3) for place in places]
        for part, expected in zip(assert_tuple(got, 2), (qkv[rows], out[:, places]), strict=True):
            assert_close(part, expected, rtol=0)
    for now, before in zip(whole, (qkv, out), strict=True):
        assert_close(now, before, rtol=0)


@pytest.mark.question("parallel-attention")
@pytest.mark.hint("The heads of this rank, causal, scaled by the root of a head's size; summed after the projection.")
@surely
def test_one_rank_of_an_attention(submission, rng):
    """One to three heads on a rank, heads of one to four numbers: the result, all gradients, both messages."""
    for batch, tokens, width, heads, size, dtype, rtol in ((2, 5, 6, 3, 2, F64, 1e-9), (1, 4, 8, 1, 4, torch.float32, 1e-4), (3, 1, 4, 2, 1, F64, 1e-9)):
        part = width // size if size > 1 else width
        head = max(1, part // heads)
        x, qkv, out = (normal(rng, *form, dtype=dtype).requires_grad_() for form in ((batch, tokens, width), (3 * heads * head, width), (width, heads * head)))
        incoming, others, others_grad = (normal(rng, batch, tokens, width, dtype=dtype) for _ in range(3))
        own = oracles.attention_part(x, qkv, out, heads)
        gradients = torch.autograd.grad(own, (x, qkv, out), incoming)
        values = [qkv.detach(), out.detach()]
        seen = submission.probes.block("parallel_attention", 0, size, [others, others_grad], x.detach(), values, [heads], incoming)
        one_all_reduce_each_way(seen, own.detach(), gradients[0], rtol)
        assert_close(seen["y"], own.detach() + others, rtol=rtol, atol=rtol)
        for got, expected in zip(assert_list(seen["grads"], 3), [gradients[0] + others_grad, *gradients[1:]], strict=True):
            assert_close(got, expected, rtol=rtol, atol=rtol)


@pytest.mark.question("parallel-attention")
@pytest.mark.hint("A head is never cut; a rank must exist.")
@surely
def test_heads_that_cannot_be_shared_out_are_refused(submission, rng):
    """After a right answer: six heads among four (though four divides the width), ranks beyond both ends."""
    qkv, out = normal(rng, 36, 12), normal(rng, 12, 12)
    assert_close(submission.shards.attention_shard(qkv, out, 6, 1, 2)[1], out[:, 6:], rtol=0)
    bad = [(qkv, out, *case) for case in ((6, 0, 4), (3, 0, 2), (6, 2, 2), (6, 3, 2), (6, -1, 2))]
    assert_refused(submission.shards.attention_shard, *bad)

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
