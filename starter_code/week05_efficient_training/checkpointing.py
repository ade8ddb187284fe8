"""Week 5, part 1: keep fewer activations, and compute the others a second time.

A network is a list of layers. Layer i needs its input for the backward pass. A plan is a list of *starts*, the layers
at which segments begin: of every segment only the first input is kept, except of the last, whose backward pass comes
next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor


def checkpoint_plan(costs: Sequence[int], budget: int) -> list[int]:
    """The starts of segments that fit the budget and compute the fewest layers twice.

    costs[i] is the number of bytes of layer i's input. The last segment keeps all of its inputs and computes nothing
    twice; of each other segment only the first input is kept, and while its backward pass runs, all of its inputs are
    there. The inputs kept for later segments are gone by then. So while segment j is at work, the bytes are the first
    inputs of the segments before j, and all inputs of j. None of these sums may exceed the budget. The result begins
    with 0 and ascends; its last entry is the number of layers that are computed twice. Of plans with equally few of
    them any will do.

    Raises `ValueError` when there are no layers, when a cost is negative, and when no plan fits the budget.

    >>> checkpoint_plan([4, 4, 4, 4], 16), checkpoint_plan([4, 4, 4, 4], 12)
    ([0], [0, 2])
    """
    # TODO(checkpoint-plan): the fewest bytes kept before each layer, from the front
    raise NotImplementedError("week 5, checkpoint-plan: the fewest bytes kept before each layer, from the front")


def checkpoint_sequential(fns: Sequence[Callable[[Tensor], Tensor]], x: Tensor, starts: Sequence[int]) -> Tensor:
    """`fns` one after the other on x, keeping for the backward pass what the plan `starts` keeps.

    The layers of all segments but the last run again during `.backward()`, each once, segment by segment from the
    back, and with the random numbers of the first time. Gradients reach x and all parameters, also when x asks for no
    gradient. Afterwards torch's generator stands where it would stand without checkpointing. Without gradients
    (`torch.no_grad`) every layer runs once. torch.utils.checkpoint is not to be used.

    Raises `ValueError` when there are no layers, and unless starts begin with 0, ascend, and are numbers of layers;
    then no layer has run.

    >>> w = torch.ones(3, requires_grad=True)
    >>> checkpoint_sequential([torch.sin, lambda h: h * w, torch.sin], torch.zeros(3), [0, 2]).sum().backward()
    >>> w.grad
    tensor([0., 0., 0.])
    """
    # TODO(checkpoint-sequential): a Function that keeps input and random state, and runs again
    raise NotImplementedError(
        "week 5, checkpoint-sequential: a Function that keeps input and random state, and runs again"
    )


def mfu(
    tokens_per_second: float, params: int, layers: int, heads: int, head_dim: int, context: int, peak_flops: float
) -> float:
    """Model FLOPs utilization: the FLOPs that the model asks for in a second of training, over the peak.

    A token costs 6 FLOPs a parameter and 12 * layers * heads * head_dim * context for attention, forward and backward.
    `peak_flops` are the FLOP/s of all devices together. What is computed twice to save memory does not count. A share,
    not per cent. Chowdhery et al. 2022 (PaLM), arXiv 2204.02311, appendix B.

    Raises `ValueError` on negative numbers, on a peak that is not above 0, and on NaN.

    >>> round(mfu(1000.0, 10**9, 24, 16, 64, 2048, 1e13), 4)
    0.6604
    """
    # TODO(mfu): FLOPs a token, times tokens a second, over the peak
    raise NotImplementedError("week 5, mfu: FLOPs a token, times tokens a second, over the peak")
