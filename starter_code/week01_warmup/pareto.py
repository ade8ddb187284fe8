"""Week 1, part 2: which models are worth having, when cost and accuracy pull in opposite directions?

A model is a point (cost, accuracy): lower cost is better, higher accuracy is better. Any finite number is a cost,
an accuracy, a budget or a reference, negative ones too; only `efficiency_ratio` asks for a positive cost.

NaN is neither cheap nor accurate: every function refuses it with a `ValueError`. No function changes its inputs.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

Numbers = Sequence[float] | np.ndarray


def dominates(a: Sequence[float], b: Sequence[float]) -> bool:
    """Whether point a dominates point b, both (cost, accuracy) pairs.

    It does when it is no worse on both, and better on at least one. Raises `ValueError` on NaN, and when a point is
    not a pair.

    >>> dominates((1.0, 0.9), (2.0, 0.9))
    True
    >>> dominates((1.0, 0.9), (1.0, 0.9))
    False
    """
    # TODO(dominates): no worse on both, and better on at least one
    raise NotImplementedError("week 1, dominates: no worse on both, and better on at least one")


def pareto_front(costs: Numbers, accuracies: Numbers) -> np.ndarray:
    """Indices of the points that no other point dominates.

    They come as an int64 array in order of increasing cost, ties in order of index. Equal points do not dominate
    each other, so all copies of a point on the front are on the front. No points: an empty array.

    Takes O(n log n), a million points in seconds (Kung, Luccio and Preparata 1975). Raises `ValueError` on NaN, on
    unequal lengths, and on more than one dimension.

    >>> pareto_front([3.0, 1.0, 2.0, 2.0], [0.9, 0.5, 0.7, 0.6]).tolist()
    [1, 2, 0]
    """
    # TODO(pareto-front): sort by cost, then keep what is more accurate than everything cheaper
    raise NotImplementedError(
        "week 1, pareto-front: sort by cost, then keep what is more accurate than everything cheaper"
    )


def hypervolume(costs: Numbers, accuracies: Numbers, ref_cost: float, ref_accuracy: float) -> float:
    """Area that the points dominate inside the box cost <= ref_cost, accuracy >= ref_accuracy.

    Points outside the box add nothing. No points: 0.0. Raises `ValueError` on NaN and on unequal lengths.

    >>> hypervolume([1.0, 2.0], [2.0, 3.0], ref_cost=4.0, ref_accuracy=0.0)
    8.0
    """
    # TODO(hypervolume): walk along the points by cost and add the slab that each new best accuracy brings
    raise NotImplementedError(
        "week 1, hypervolume: walk along the points by cost and add the slab that each new best accuracy brings"
    )


def efficiency_ratio(accuracy: float, cost: float) -> float:
    """Accuracy per unit of cost. Raises `ValueError` on NaN and when the cost is not positive.

    >>> efficiency_ratio(76.0, 4.0)
    19.0
    """
    # TODO(efficiency-ratio): divide, after a look at the cost
    raise NotImplementedError("week 1, efficiency-ratio: divide, after a look at the cost")


def best_under_budget(costs: Numbers, accuracies: Numbers, budget: float) -> int | None:
    """Index of the most accurate point with cost <= budget: the cheapest of equals, then the first.

    `None` when nothing fits. Raises `ValueError` on NaN and on unequal lengths.

    >>> best_under_budget([3.0, 1.0, 2.0], [0.9, 0.5, 0.7], budget=2.5)
    2
    """
    # TODO(best-under-budget): among the points that fit, the highest accuracy, then the lowest cost, then the first
    raise NotImplementedError(
        "week 1, best-under-budget: among the points that fit, the highest accuracy, then the lowest cost, then the "
        "first"
    )
