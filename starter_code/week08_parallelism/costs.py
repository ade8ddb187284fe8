"""Week 1's Pareto front, given: which points lie on it. For the notebook; your own modules do without it."""

import math

import numpy as np


def pareto_front(costs: list[float], accuracies: list[float]) -> np.ndarray:
    """The indices of the points that no other point dominates, in order of increasing cost; equal points all stay.

    A point dominates another if it costs no more and is no less accurate, and is better on at least one of the two.

    >>> pareto_front([1, 2, 3, 3], [0.5, 0.4, 0.9, 0.7])
    array([0, 2])
    """
    cost, accuracy = np.asarray(costs, dtype=np.float64), np.asarray(accuracies, dtype=np.float64)
    front, best, price = [], -math.inf, -math.inf
    for i in np.lexsort((-accuracy, cost)).tolist():
        if accuracy[i] > best or (accuracy[i] == best and cost[i] == price):
            front.append(i)
            best, price = accuracy[i], cost[i]
    return np.array(front, dtype=np.int64)
