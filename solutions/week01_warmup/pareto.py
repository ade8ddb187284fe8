"""Week 1, part 2: which models are worth having, when cost and accuracy pull in opposite directions?

A model is a point (cost, accuracy): lower cost is better, higher accuracy is better. Any finite number is a cost,
an accuracy, a budget or a reference, negative ones too; only `efficiency_ratio` asks for a positive cost.

NaN is neither cheap nor accurate: every function refuses it with a `ValueError`. No function changes its inputs.
"""

from __future__ import annotations

### BEGIN SOLUTION
import math

### END SOLUTION
from collections.abc import Sequence

import numpy as np

Numbers = Sequence[float] | np.ndarray


### BEGIN SOLUTION
def _points(costs: Numbers, accuracies: Numbers) -> tuple[np.ndarray, np.ndarray]:
    """Check two columns of numbers and return them as float64 arrays."""
    cost, accuracy = np.asarray(costs, dtype=np.float64), np.asarray(accuracies, dtype=np.float64)
    if cost.ndim != 1 or accuracy.ndim != 1:
        raise ValueError(f"costs and accuracies must have one dimension; got shapes {cost.shape} and {accuracy.shape}")
    if len(cost) != len(accuracy):
        raise ValueError(f"every point needs a cost and an accuracy; got {len(cost)} costs, {len(accuracy)} accuracies")
    if np.isnan(cost).any() or np.isnan(accuracy).any():
        raise ValueError("NaN is neither cheap nor accurate: costs and accuracies must be numbers")
    return cost, accuracy


def _number(value: float, name: str) -> float:
    """Check one number."""
    if math.isnan(value):
        raise ValueError(f"{name} must be a number; got NaN")
    return value


### END SOLUTION


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
    ### BEGIN SOLUTION
    if len(a) != 2 or len(b) != 2:
        raise ValueError(f"a point is a pair (cost, accuracy); got {a!r} and {b!r}")
    a_cost, a_accuracy = _number(a[0], "cost"), _number(a[1], "accuracy")
    b_cost, b_accuracy = _number(b[0], "cost"), _number(b[1], "accuracy")
    no_worse = a_cost <= b_cost and a_accuracy >= b_accuracy
    better = a_cost < b_cost or a_accuracy > b_accuracy
    return no_worse and better
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    cost, accuracy = _points(costs, accuracies)
    if len(cost) == 0:
        return np.empty(0, dtype=np.int64)
    order = np.argsort(cost, kind="stable")  # cheapest first; a stable sort keeps ties in order of index
    cost, accuracy = cost[order], accuracy[order]

    # Points of one cost form a group; only the most accurate of a group can be on the front.
    starts_group = np.append(True, cost[1:] != cost[:-1])
    group = np.cumsum(starts_group) - 1
    best = np.maximum.reduceat(accuracy, np.flatnonzero(starts_group))

    # And they are on it when they beat the best of all the cheaper groups.
    beats_cheaper = np.append(True, best[1:] > np.maximum.accumulate(best)[:-1])
    on_front = beats_cheaper[group] & (accuracy == best[group])
    return order[on_front].astype(np.int64)
    ### END SOLUTION


def hypervolume(costs: Numbers, accuracies: Numbers, ref_cost: float, ref_accuracy: float) -> float:
    """Area that the points dominate inside the box cost <= ref_cost, accuracy >= ref_accuracy.

    Points outside the box add nothing. No points: 0.0. Raises `ValueError` on NaN and on unequal lengths.

    >>> hypervolume([1.0, 2.0], [2.0, 3.0], ref_cost=4.0, ref_accuracy=0.0)
    8.0
    """
    # TODO(hypervolume): walk along the points by cost and add the slab that each new best accuracy brings
    ### BEGIN SOLUTION
    cost, accuracy = _points(costs, accuracies)
    _number(ref_cost, "ref_cost")
    area, level = 0.0, _number(ref_accuracy, "ref_accuracy")
    for x, y in sorted(zip(cost.tolist(), accuracy.tolist(), strict=True)):
        if x < ref_cost and y > level:
            area += (ref_cost - x) * (y - level)
            level = y
    return float(area)
    ### END SOLUTION


def efficiency_ratio(accuracy: float, cost: float) -> float:
    """Accuracy per unit of cost. Raises `ValueError` on NaN and when the cost is not positive.

    >>> efficiency_ratio(76.0, 4.0)
    19.0
    """
    # TODO(efficiency-ratio): divide, after a look at the cost
    ### BEGIN SOLUTION
    if _number(cost, "cost") <= 0:
        raise ValueError(f"cost must be positive; got {cost!r}")
    return _number(accuracy, "accuracy") / cost
    ### END SOLUTION


def best_under_budget(costs: Numbers, accuracies: Numbers, budget: float) -> int | None:
    """Index of the most accurate point with cost <= budget: the cheapest of equals, then the first.

    `None` when nothing fits. Raises `ValueError` on NaN and on unequal lengths.

    >>> best_under_budget([3.0, 1.0, 2.0], [0.9, 0.5, 0.7], budget=2.5)
    2
    """
    # TODO(best-under-budget): among the points that fit, the highest accuracy, then the lowest cost, then the first
    ### BEGIN SOLUTION
    cost, accuracy = _points(costs, accuracies)
    _number(budget, "budget")
    affordable = [i for i, price in enumerate(cost.tolist()) if price <= budget]
    # `min` keeps the first of equals.
    return min(affordable, key=lambda i: (-accuracy[i], cost[i]), default=None)
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
