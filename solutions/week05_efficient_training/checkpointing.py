"""Week 5, part 1: keep fewer activations, and compute the others a second time.

A network is a list of layers. Layer i needs its input for the backward pass. A plan is a list of *starts*, the layers
at which segments begin: of every segment only the first input is kept, except of the last, whose backward pass comes
next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

### BEGIN SOLUTION
from itertools import pairwise

### END SOLUTION
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
    ### BEGIN SOLUTION
    if not costs or any(cost < 0 for cost in costs):
        raise ValueError("one layer or more, and no negative costs")
    n = len(costs)
    best: list[tuple[int, list[int]] | None] = [(0, [])]  # for each e: bytes kept of layers before e, and their starts
    for end in range(n):
        if (state := best[end]) is not None and state[0] + sum(costs[end:]) <= budget:
            return [*state[1], end]
        choices = []
        for start in range(end):  # a segment of one layer saves nothing that the next would not
            before = best[start]
            if before is not None and before[0] + sum(costs[start : end + 1]) <= budget:
                choices.append((before[0] + costs[start], [*before[1], start]))
        best.append(min(choices, default=None))
    raise ValueError(f"no plan fits into {budget} bytes")
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    starts = list(starts)
    if not fns or not starts or starts[0] != 0 or starts != sorted(set(starts)) or starts[-1] >= len(fns):
        raise ValueError("layers, and starts that begin with 0, ascend, and are numbers of layers")
    for start, end in pairwise(starts):
        anchor = torch.zeros((), requires_grad=True)  # else nothing is recorded when x asks for no gradient
        x = _Segment.apply(fns[start:end], x, anchor)
    return _run(fns[starts[-1] :], x)
    ### END SOLUTION


### BEGIN SOLUTION
def _run(fns: Sequence[Callable[[Tensor], Tensor]], x: Tensor) -> Tensor:
    for fn in fns:
        x = fn(x)
    return x


class _Segment(torch.autograd.Function):
    """Layers whose activations are not kept. The anchor takes part only so that there is a backward pass."""

    @staticmethod
    def forward(ctx, fns, x, anchor):  # type: ignore[no-untyped-def]
        ctx.fns, ctx.random = fns, torch.get_rng_state()
        ctx.save_for_backward(x)
        return _run(fns, x)

    @staticmethod
    def backward(ctx, gradient):  # type: ignore[no-untyped-def]
        (x,) = ctx.saved_tensors
        x = x.detach().requires_grad_(ctx.needs_input_grad[1])
        now = torch.get_rng_state()
        torch.set_rng_state(ctx.random)
        with torch.enable_grad():
            y = _run(ctx.fns, x)
        torch.set_rng_state(now)
        if y.requires_grad:
            torch.autograd.backward(y, gradient)
        return None, x.grad, None


### END SOLUTION


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
    ### BEGIN SOLUTION
    numbers = (tokens_per_second, params, layers, heads, head_dim, context)
    if not all(number >= 0 for number in numbers) or not peak_flops > 0:
        raise ValueError("no negative numbers, and a peak above 0")
    return tokens_per_second * (6 * params + 12 * layers * heads * head_dim * context) / peak_flops
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
