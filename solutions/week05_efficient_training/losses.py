"""Week 5, part 2: a loss over a large vocabulary that never holds all logits.

n hidden vectors of width d meet a vocabulary of v words: the n * v logits are the largest tensor of many language
models. They are made in chunks here, and made again in the backward pass.
"""

from __future__ import annotations

import torch
from torch import Tensor


def chunked_cross_entropy(hidden: Tensor, weight: Tensor, targets: Tensor, chunk: int) -> Tensor:
    """The mean over i of log(sum(exp(logits[i]))) - logits[i, targets[i]], with logits = hidden @ weight.T, in chunks.

    hidden is (n, d), weight (v, d), targets (n,) whole numbers from 0 to v - 1; the result has no dimensions and
    hidden's dtype, and gives gradients to hidden and weight. No tensor of more than max(chunk * v, n * d, v * d)
    numbers is ever made, in the forward or the backward pass, and no more than n * d + v * d + 3 * n numbers are kept
    between them. Logits may be large: nothing overflows.

    Raises `ValueError` when chunk is below 1, when shapes do not fit, when n is 0, and on targets out of range.

    >>> hidden, weight = torch.zeros(5, 3), torch.randn(8, 3)
    >>> round(chunked_cross_entropy(hidden, weight, torch.arange(5), 2).item(), 4)  # log 8
    2.0794
    """
    # TODO(chunked-cross-entropy): a Function that keeps a number a row and makes logits again
    ### BEGIN SOLUTION
    if chunk < 1 or hidden.dim() != 2 or weight.dim() != 2 or hidden.shape[1] != weight.shape[1]:
        raise ValueError("a chunk of one row or more, hidden (n, d) and weight (v, d)")
    if targets.shape != hidden.shape[:1] or len(targets) == 0:
        raise ValueError("one target for each row, and a row or more")
    if targets.min() < 0 or targets.max() >= len(weight):
        raise ValueError(f"targets are from 0 to {len(weight) - 1}")
    loss: Tensor = _Chunked.apply(hidden, weight, targets, chunk)
    return loss
    ### END SOLUTION


### BEGIN SOLUTION
class _Chunked(torch.autograd.Function):
    """Forward and backward pass, chunk by chunk."""

    @staticmethod
    def forward(ctx, hidden, weight, targets, chunk):  # type: ignore[no-untyped-def]
        sums = []
        total = hidden.new_zeros(())
        for rows, wanted in zip(hidden.split(chunk), targets.split(chunk)):
            logits = rows @ weight.T
            sums.append(logits.logsumexp(dim=1))
            total += (sums[-1] - logits.gather(1, wanted[:, None])[:, 0]).sum()
        ctx.chunk = chunk
        ctx.save_for_backward(hidden, weight, targets, torch.cat(sums))
        return total / len(hidden)

    @staticmethod
    def backward(ctx, gradient):  # type: ignore[no-untyped-def]
        hidden, weight, targets, sums = ctx.saved_tensors
        grad_hidden, grad_weight = torch.empty_like(hidden), torch.zeros_like(weight)
        for start in range(0, len(hidden), ctx.chunk):
            part = slice(start, start + ctx.chunk)
            shares = (hidden[part] @ weight.T - sums[part, None]).exp_()
            shares[torch.arange(len(shares)), targets[part]] -= 1
            shares *= gradient / len(hidden)
            grad_hidden[part] = shares @ weight
            grad_weight += shares.T @ hidden[part]
        return grad_hidden, grad_weight, None, None


### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
