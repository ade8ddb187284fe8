"""Tensor parallelism: one layer's weights on several ranks, which compute parts of it and sum them.

Week 8, 19 points. The first weight of a block is cut by its outputs (column-parallel), the second by its inputs
(row-parallel), so that nothing has to be sent between the two: one all-reduce forward, one backward. No function here
changes what it is given.
"""

import torch
from torch import Tensor

### BEGIN SOLUTION


class _Copy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, comm):
        ctx.comm = comm
        return x.view_as(x)

    @staticmethod
    def backward(ctx, gradient):
        return ctx.comm.all_reduce(gradient), None


class _Reduce(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, comm):
        return comm.all_reduce(x)

    @staticmethod
    def backward(ctx, gradient):
        return gradient, None


def _part(size: int, parts: int, rank: int, what: str) -> slice:
    if not 0 <= rank < parts:
        raise ValueError(f"there is no rank {rank} among {parts}")
    if size % parts:
        raise ValueError(f"{size} {what} cannot be shared out evenly among {parts} ranks")
    return slice(rank * size // parts, (rank + 1) * size // parts)


### END SOLUTION


def copy_to_ranks(x: Tensor, comm) -> Tensor:
    """x forward; backward, the gradient is the sum of all ranks' gradients, by one comm.all_reduce.

    Source: Shoeybi et al. 2019 (arXiv 1909.08053), f in figure 3.

    >>> from ranks import run
    >>> def gradient(factor, comm):
    ...     x = torch.ones(2, requires_grad=True)
    ...     (copy_to_ranks(x, comm) * factor).sum().backward()
    ...     return x.grad
    >>> run(gradient, [(1.0,), (10.0,)])[0]
    [tensor([11., 11.]), tensor([11., 11.])]
    """
    # TODO(parallel-mlp): a torch.autograd.Function with comm kept in ctx
    ### BEGIN SOLUTION
    return _Copy.apply(x, comm)
    ### END SOLUTION


def reduce_from_ranks(x: Tensor, comm) -> Tensor:
    """The sum of all ranks' x, by one comm.all_reduce; backward, the gradient passes as it is.

    Source: Shoeybi et al. 2019 (arXiv 1909.08053), g in figure 3.

    >>> from ranks import run
    >>> run(reduce_from_ranks, [(torch.ones(2),), (torch.ones(2) * 10,)])[0][1]
    tensor([11., 11.])
    """
    # TODO(parallel-mlp): what is backward to the other one's forward?
    ### BEGIN SOLUTION
    return _Reduce.apply(x, comm)
    ### END SOLUTION


def mlp_shard(w1: Tensor, b1: Tensor, w2: Tensor, rank: int, size: int) -> tuple[Tensor, Tensor, Tensor]:
    """This rank's part of (w1, b1, w2): w1 (hidden, d) and b1 (hidden,) cut by rows, w2 (d, hidden) by columns.

    Rank r holds the r-th of `size` equal runs of the hidden units, as tensors of its own (not views of the whole).
    Raises ValueError where they cannot be shared out evenly, and on a rank that is not from 0 to size - 1.

    >>> w1, b1, w2 = torch.tensor([[1.0], [2.0]]), torch.tensor([3.0, 4.0]), torch.tensor([[5.0, 6.0]])
    >>> [part.tolist() for part in mlp_shard(w1, b1, w2, 1, 2)]
    [[[2.0]], [4.0], [[6.0]]]
    """
    # TODO(parallel-mlp): the same hidden units of all three, copied
    ### BEGIN SOLUTION
    part = _part(w1.shape[0], size, rank, "hidden units")
    return w1[part].clone(), b1[part].clone(), w2[:, part].clone()
    ### END SOLUTION


def parallel_mlp(x: Tensor, w1: Tensor, b1: Tensor, w2: Tensor, b2: Tensor, comm) -> Tensor:
    """gelu(x W1' + b1) W2' + b2 (W' is W transposed), from this rank's part of w1, b1 and w2; all have x and b2.

    gelu is torch's exact one. x has any number of dimensions, the last of size d. b2 is added after the sum. One
    all_reduce forward, of the size of the result, and one backward, of the size of x; every rank gets the whole
    result, and the whole gradients of x and b2.

    >>> from ranks import run
    >>> x, w1, b1 = torch.tensor([[100.0]]), torch.ones(2, 1), torch.zeros(2)
    >>> w2, b2 = torch.ones(1, 2), torch.ones(1)
    >>> parts = [(x, *mlp_shard(w1, b1, w2, rank, 2), b2) for rank in range(2)]
    >>> run(parallel_mlp, parts)[0][0]
    tensor([[201.]])
    """
    # TODO(parallel-mlp): where does b2 go, so that it is added once?
    ### BEGIN SOLUTION
    hidden = torch.nn.functional.gelu(torch.nn.functional.linear(copy_to_ranks(x, comm), w1, b1))
    return reduce_from_ranks(torch.nn.functional.linear(hidden, w2), comm) + b2
    ### END SOLUTION


def attention_shard(qkv: Tensor, out: Tensor, heads: int, rank: int, size: int) -> tuple[Tensor, Tensor]:
    """This rank's part of (qkv, out): whole heads, the r-th of `size` equal runs of them, as tensors of its own.

    qkv (3 d, d) holds the rows of all queries, then of all keys, then of all values; head h has the rows from
    h d / heads to (h + 1) d / heads of each third. The part is laid out alike: its queries, then its keys, then its
    values. out (d, d) takes the heads one after the other in its columns. Raises ValueError where the heads cannot be
    shared out evenly, and on a rank that is not from 0 to size - 1.

    >>> qkv, out = torch.arange(6.0)[:, None].expand(6, 2), torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    >>> [part.tolist() for part in attention_shard(qkv, out, 2, 1, 2)]
    [[[1.0, 1.0], [3.0, 3.0], [5.0, 5.0]], [[2.0], [4.0]]]
    """
    # TODO(parallel-attention): reshape qkv to (3, heads, size of a head, d) before you cut
    ### BEGIN SOLUTION
    part, width = _part(heads, size, rank, "heads"), out.shape[1]
    rows = qkv.reshape(3, heads, width // heads, width)[:, part].reshape(-1, width)
    return rows.clone(), out.reshape(width, heads, -1)[:, part].reshape(width, -1).clone()
    ### END SOLUTION


def parallel_attention(x: Tensor, qkv: Tensor, out: Tensor, heads: int, comm) -> Tensor:
    """Causal multi-head self-attention without biases, from this rank's part of qkv and out, which holds `heads` heads.

    x is (batch, tokens, d), the same on all ranks. Scores are divided by the root of a head's size. One all_reduce
    forward, of the size of the result, and one backward, of the size of x; every rank gets the whole result and the
    whole gradient of x.

    >>> from ranks import run
    >>> x = torch.eye(2)[None]
    >>> parts = [(x, *attention_shard(torch.cat([torch.eye(2)] * 3), torch.eye(2), 2, rank, 2), 1) for rank in range(2)]
    >>> run(parallel_attention, parts)[0][1]
    tensor([[[1.0000, 0.0000],
             [0.5000, 0.7311]]])
    """
    # TODO(parallel-attention): the heads of this rank as usual, between copy_to_ranks and reduce_from_ranks
    ### BEGIN SOLUTION
    batch, tokens, _ = x.shape
    mixed = torch.nn.functional.linear(copy_to_ranks(x, comm), qkv).reshape(batch, tokens, 3, heads, -1)
    q, k, v = mixed.permute(2, 0, 3, 1, 4)
    seen = torch.nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)
    return reduce_from_ranks(torch.nn.functional.linear(seen.transpose(1, 2).reshape(batch, tokens, -1), out), comm)
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
