"""Week 2, part 5: how sparse, when, and where? A schedule over time, and two ways to share a budget among the layers.

No function changes its inputs.
"""

from __future__ import annotations

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
    raise NotImplementedError(
        "week 2, cubic-schedule: how far along is the step, from 0 to 1? then the cube of what is left"
    )


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
    raise NotImplementedError(
        "week 2, erk-densities: scale the raw shares; a layer that would get more than 1 gets 1, and the rest is "
        "shared anew"
    )


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
    raise NotImplementedError(
        "week 2, allocate-sparsity: layer by layer, remember for each number of kept weights the least total so far"
    )
