"""Public tests of shards.py: worked examples, one idea each."""

import pytest
import torch

from autograder.kit import assert_close, assert_tuple

F64 = torch.float64


def numbers(*shape):
    """Numbers from -1 to 1 that look random and are always the same."""
    return torch.sin(torch.arange(1, 1 + torch.Size(shape).numel(), dtype=F64) ** 2).reshape(shape)


@pytest.mark.question("parallel-mlp")
@pytest.mark.hint("Rows of w1 and b1, columns of w2: the same hidden units.")
def test_a_part_of_the_mlp(submission):
    """Rank 1 of 2 holds the second half of the hidden units."""
    w1, b1, w2 = numbers(4, 3), numbers(4), numbers(3, 4)
    parts = assert_tuple(submission.shards.mlp_shard(w1, b1, w2, 1, 2), 3)
    for got, expected in zip(parts, (w1[2:], b1[2:], w2[:, 2:]), strict=True):
        assert_close(got, expected, rtol=0)


@pytest.mark.question("parallel-mlp")
@pytest.mark.hint("copy_to_ranks before the first weight, reduce_from_ranks after the second, then b2, once.")
def test_the_mlp_equals_the_dense_one(submission):
    """Two ranks: results, gradients of x, and one all-reduce of 6 numbers each way."""
    w1, b1, w2, b2, incoming = numbers(4, 3), numbers(4), numbers(3, 4), numbers(3), numbers(2, 3)
    x = numbers(2, 3).requires_grad_()
    y = torch.nn.functional.gelu(x @ w1.T + b1) @ w2.T + b2
    y.backward(incoming)
    seen = submission.probes.mlp(x.detach(), w1, b1, w2, b2, incoming, 2)
    for rank in range(2):
        assert_close(seen["y"][rank], y.detach(), rtol=1e-9)
        assert_close(seen["x.grad"][rank], x.grad, rtol=1e-9)
        assert seen["sent"][rank] == [["all_reduce", None, 6], ["all_reduce", None, 6]]


@pytest.mark.question("parallel-attention")
@pytest.mark.hint("Cut each third of qkv by heads: a run of its rows as they stand would be queries alone.")
def test_a_part_of_the_attention(submission):
    """Two heads of two numbers: rank 0 of 2 holds head 0."""
    qkv, out = numbers(12, 4), numbers(4, 4)
    parts = assert_tuple(submission.shards.attention_shard(qkv, out, 2, 0, 2), 2)
    assert_close(parts[0], qkv[[0, 1, 4, 5, 8, 9]], rtol=0)
    assert_close(parts[1], out[:, :2], rtol=0)


@pytest.mark.question("parallel-attention")
@pytest.mark.hint("Each rank runs its own heads as usual; only their projected outputs are summed.")
def test_the_attention_equals_the_dense_one(submission):
    """Two ranks, two heads: results, gradients of x, and one all-reduce of 12 numbers each way."""
    qkv, out, incoming = numbers(12, 4), numbers(4, 4), numbers(1, 3, 4)
    x = numbers(1, 3, 4).requires_grad_()
    q, k, v = (x @ qkv.T).reshape(1, 3, 3, 2, 2).permute(2, 0, 3, 1, 4)
    seen = torch.nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)
    y = seen.transpose(1, 2).reshape(1, 3, 4) @ out.T
    y.backward(incoming)
    got = submission.probes.attention(x.detach(), qkv, out, 2, incoming, 2)
    for rank in range(2):
        assert_close(got["y"][rank], y.detach(), rtol=1e-9, atol=1e-12)
        assert_close(got["x.grad"][rank], x.grad, rtol=1e-9, atol=1e-12)
        assert got["sent"][rank] == [["all_reduce", None, 12], ["all_reduce", None, 12]]
