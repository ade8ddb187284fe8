"""Tensor parallelism: one layer's weights on several ranks, which compute parts of it and sum them.

Week 8, 19 points. The first weight of a block is cut by its outputs (column-parallel), the second by its inputs
(row-parallel), so that nothing has to be sent between the two: one all-reduce forward, one backward. No function here
changes what it is given.
"""

import torch
from torch import Tensor


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
    raise NotImplementedError("week 8, parallel-mlp: a torch.autograd.Function with comm kept in ctx")


def reduce_from_ranks(x: Tensor, comm) -> Tensor:
    """The sum of all ranks' x, by one comm.all_reduce; backward, the gradient passes as it is.

    Source: Shoeybi et al. 2019 (arXiv 1909.08053), g in figure 3.

    >>> from ranks import run
    >>> run(reduce_from_ranks, [(torch.ones(2),), (torch.ones(2) * 10,)])[0][1]
    tensor([11., 11.])
    """
    # TODO(parallel-mlp): what is backward to the other one's forward?
    raise NotImplementedError("week 8, parallel-mlp: what is backward to the other one's forward?")


def mlp_shard(w1: Tensor, b1: Tensor, w2: Tensor, rank: int, size: int) -> tuple[Tensor, Tensor, Tensor]:
    """This rank's part of (w1, b1, w2): w1 (hidden, d) and b1 (hidden,) cut by rows, w2 (d, hidden) by columns.

    Rank r holds the r-th of `size` equal runs of the hidden units, as tensors of its own (not views of the whole).
    Raises ValueError where they cannot be shared out evenly, and on a rank that is not from 0 to size - 1.

    >>> w1, b1, w2 = torch.tensor([[1.0], [2.0]]), torch.tensor([3.0, 4.0]), torch.tensor([[5.0, 6.0]])
    >>> [part.tolist() for part in mlp_shard(w1, b1, w2, 1, 2)]
    [[[2.0]], [4.0], [[6.0]]]
    """
    # TODO(parallel-mlp): the same hidden units of all three, copied
    raise NotImplementedError("week 8, parallel-mlp: the same hidden units of all three, copied")


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
    raise NotImplementedError("week 8, parallel-mlp: where does b2 go, so that it is added once?")


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
    raise NotImplementedError("week 8, parallel-attention: reshape qkv to (3, heads, size of a head, d) before you cut")


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
    raise NotImplementedError(
        "week 8, parallel-attention: the heads of this rank as usual, between copy_to_ranks and reduce_from_ranks"
    )
