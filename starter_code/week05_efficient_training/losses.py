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
    raise NotImplementedError(
        "week 5, chunked-cross-entropy: a Function that keeps a number a row and makes logits again"
    )
