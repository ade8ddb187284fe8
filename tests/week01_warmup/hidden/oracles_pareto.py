"""Second opinions for the hidden tests of pareto.py: brute force over the definitions, and fronts that are built.

Runs on the trusted side only and shares nothing with the solution. Slow on purpose: every pair is looked at.
"""

import itertools

import numpy as np


def dominates(a, b):
    """Of two different points, the one that is the cheaper and the more accurate of both."""
    best_of_both = (min(a[0], b[0]), max(a[1], b[1]))
    return tuple(a) == best_of_both and tuple(b) != best_of_both


def front(costs, accuracies):
    """Indices of the points that no other dominates, by looking at all pairs; by cost, then by index."""
    points = list(zip(costs, accuracies, strict=True))
    kept = [i for i, point in enumerate(points) if not any(dominates(other, point) for other in points)]
    return np.array(sorted(kept, key=lambda i: (costs[i], i)), dtype=np.int64)


def area_in_cells(points, ref_cost, ref_accuracy):
    """Hypervolume of points with whole coordinates: count the unit squares of the box that a point dominates."""
    lowest = min([ref_cost, *(cost for cost, _ in points)])
    highest = max([ref_accuracy, *(accuracy for _, accuracy in points)])
    cells = itertools.product(range(lowest, ref_cost), range(ref_accuracy, highest))
    return sum(any(cost <= x and accuracy > y for cost, accuracy in points) for x, y in cells)


def area_by_inclusion_exclusion(points, ref_cost, ref_accuracy):
    """Hypervolume of a few points: rectangles, minus what two share, plus what three share, ..."""
    area = 0.0
    for count in range(1, len(points) + 1):
        for chosen in itertools.combinations(points, count):
            width = ref_cost - max(cost for cost, _ in chosen)
            height = min(accuracy for _, accuracy in chosen) - ref_accuracy
            area += (-1) ** (count + 1) * max(width, 0.0) * max(height, 0.0)
    return area


def best_under_budget(costs, accuracies, budget):
    """Narrow the candidates down, one rule after the other."""
    left = [i for i in range(len(costs)) if not costs[i] > budget]
    if not left:
        return None
    highest = max(accuracies[i] for i in left)
    left = [i for i in left if accuracies[i] == highest]
    lowest = min(costs[i] for i in left)
    return min(i for i in left if costs[i] == lowest)


def built_front(rng, total, on_front, copies):
    """Thousands of points whose front is known because it was built: costs, accuracies, and the front.

    The first points climb (dearer and better); some are copied; every other point is made from one of them by adding
    to its cost and taking from its accuracy. Then blocks of a thousand points change places.
    """
    cost = np.cumsum(0.5 + rng.random(on_front)) - on_front / 2
    accuracy = np.cumsum(0.5 + rng.random(on_front)) - on_front / 2
    rank = np.concatenate([np.arange(on_front), rng.integers(on_front, size=copies)])
    worse = rng.integers(on_front, size=total - on_front - copies)
    costs = np.concatenate([cost[rank], cost[worse] + rng.random(len(worse))])
    accuracies = np.concatenate([accuracy[rank], accuracy[worse] - 0.1 - rng.random(len(worse))])
    order = rng.permutation(total // 1000)
    blocks = np.argsort(order)[:, None] * 1000 + np.arange(1000)  # where each point goes
    place = blocks.ravel()[: len(rank)]
    front = place[np.argsort(rank * total + place, kind="stable")]  # nearly in order already
    return *(column.reshape(-1, 1000)[order].ravel() for column in (costs, accuracies)), front.astype(np.int64)


# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
