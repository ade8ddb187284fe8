"""Week 2, part 5: how sparse, when, and where? A schedule over time, and two ways to share a budget among the layers.

No function changes its inputs.
"""

from __future__ import annotations

### BEGIN SOLUTION
import math

### END SOLUTION
from collections.abc import Sequence


def cubic_schedule(step: float, start: float, end: float, final: float, initial: float = 0.0) -> float:
    """The sparsity at a training step: from `initial` at `start` to `final` at `end`, fast first and slow at the end.

    Between them it is final + (initial - final) * (1 - (step - start) / (end - start))^3; before `start` it is
    `initial`, after `end` it is `final`. Zhu and Gupta 2017, arXiv 1710.01878.

    Raises `ValueError` unless start < end, when a sparsity is not from 0 to 1, and on NaN.

    >>> round(cubic_schedule(50, start=0, end=100, final=0.9), 6)
    0.7875
    """
    # TODO(cubic-schedule): how far along is the step, from 0 to 1? then the cube of what is left
    ### BEGIN SOLUTION
    if not (start < end and 0 <= final <= 1 and 0 <= initial <= 1) or math.isnan(step):
        raise ValueError("start must come before end, and sparsities must be from 0 to 1")
    left = 1 - min(max((step - start) / (end - start), 0.0), 1.0)
    return final + (initial - final) * left**3
    ### END SOLUTION


def erk_densities(shapes: Sequence[Sequence[int]], density: float) -> list[float]:
    """The share of weights that each layer keeps, by the Erdos-Renyi-kernel rule.

    A layer with a weight of shape (d_1, d_2, ...) gets min(1, scale * (d_1 + d_2 + ...) / (d_1 * d_2 * ...)), with the
    one `scale` for all layers at which together they keep `density` of all weights. So small layers are kept denser,
    and none more than whole. Mocanu et al. 2018, Evci et al. 2020 (RigL, arXiv 1911.11134).

    Raises `ValueError` when there are no layers, when a size is not positive, and unless 0 < density <= 1.

    >>> [round(d, 4) for d in erk_densities([(4, 4), (100, 100)], 0.1)]
    [1.0, 0.0986]
    """
    # TODO(erk-densities): scale the raw shares; a layer that would get more than 1 gets 1, and the rest is shared anew
    ### BEGIN SOLUTION
    if not shapes or not 0 < density <= 1:
        raise ValueError(f"one layer or more, and a density above 0 and at most 1; got {density}")
    if any(not shape or not all(size > 0 for size in shape) for shape in shapes):
        raise ValueError("every size must be 1 or more")
    sizes = [math.prod(shape) for shape in shapes]
    raw = [sum(shape) / math.prod(shape) for shape in shapes]
    whole: set[int] = set()
    while len(whole) < len(shapes):
        free = [i for i in range(len(shapes)) if i not in whole]
        left = density * sum(sizes) - sum(sizes[i] for i in whole)
        scale = left / sum(raw[i] * sizes[i] for i in free)
        over = {i for i in free if scale * raw[i] > 1}
        if not over:
            return [1.0 if i in whole else scale * raw[i] for i in range(len(shapes))]
        whole |= over
    return [1.0] * len(shapes)
    ### END SOLUTION


def allocate_sparsity(
    sensitivity: Sequence[Sequence[float]], sizes: Sequence[int], levels: Sequence[float], budget: int
) -> list[int]:
    """For each layer the number of its level, so that the total sensitivity is least and the kept weights fit.

    sensitivity[i][j] is how much the loss rises when layer i alone is pruned to levels[j] (a sparsity); it may be
    negative, and need not grow with j. Layer i then keeps sizes[i] - round(levels[j] * sizes[i]) weights; all layers
    together may keep at most `budget`. Exact: no other choice that fits has a lower total (of equals, any). Twelve
    layers with ten levels and 100,000 weights take seconds, not a walk through all 10^12 choices.

    Raises `ValueError` when lengths do not match, when there are no layers or levels, when a size is negative, when a
    level is not from 0 to 1, on NaN, and when nothing fits the budget.

    >>> allocate_sparsity([[0.0, 0.1, 0.9], [0.0, 0.3, 0.4]], [100, 100], [0.0, 0.5, 0.9], 60)
    [1, 2]
    """
    # TODO(allocate-sparsity): layer by layer, remember for each number of kept weights the least total so far
    ### BEGIN SOLUTION
    if not sizes or len(sensitivity) != len(sizes) or any(len(row) != len(levels) for row in sensitivity):
        raise ValueError("sensitivity needs a row for each layer and a column for each level, and there must be layers")
    if any(size < 0 for size in sizes) or not all(0 <= level <= 1 for level in levels):
        raise ValueError("sizes must not be negative, and levels are from 0 to 1")
    if any(math.isnan(value) for row in sensitivity for value in row) or math.isnan(budget):
        raise ValueError("NaN is no sensitivity and no budget")
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}  # kept weights -> least total, and the choice behind it
    for row, size in zip(sensitivity, sizes):
        following: dict[int, tuple[float, list[int]]] = {}
        for kept, (total, choice) in best.items():
            for number, (level, rise) in enumerate(zip(levels, row)):
                now = kept + size - round(level * size)
                if now <= budget and (now not in following or total + rise < following[now][0]):
                    following[now] = (total + rise, [*choice, number])
        best = _undominated(following)
    if not best:
        raise ValueError(f"no choice of levels keeps at most {budget} weights")
    return min(best.values())[1]
    ### END SOLUTION


### BEGIN SOLUTION
def _undominated(states: dict[int, tuple[float, list[int]]]) -> dict[int, tuple[float, list[int]]]:
    """Without the states that keep more weights at no lower total: nothing good can come of them."""
    front, least = {}, math.inf
    for kept in sorted(states):
        if states[kept][0] < least:
            least = states[kept][0]
            front[kept] = states[kept]
    return front


### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
