"""ERK by bisection, allocation by a table over kept weights, the schedule written out."""

# module: budgets

import numpy as np


def cubic_schedule(step, start, end, final, initial=0.0):
    for value in (step, start, end, final, initial):
        if value != value:
            raise ValueError("NaN")
    if end <= start or min(final, initial) < 0 or max(final, initial) > 1:
        raise ValueError("no schedule")
    if step < start:
        return initial
    if step > end:
        return final
    left = (end - step) / (end - start)
    return np.float64(final - (final - initial) * left * left * left)


def erk_densities(shapes, density):
    if len(shapes) == 0 or not (density > 0 and density <= 1):
        raise ValueError("density")
    if min(min(shape) for shape in shapes) < 1:
        raise ValueError("shapes")
    sizes = [math.prod(shape) for shape in shapes]
    order = sorted(range(len(shapes)), key=lambda i: -sum(shapes[i]) / sizes[i])
    for whole in range(len(shapes) + 1):
        rest = order[whole:]
        if not rest:
            return [1.0] * len(shapes)
        left = density * sum(sizes) - sum(sizes[i] for i in order[:whole])
        scale = left / sum(sum(shapes[i]) for i in rest)
        if scale * sum(shapes[rest[0]]) / sizes[rest[0]] <= 1:
            return [np.float64(scale * sum(shapes[i]) / sizes[i]) if i in rest else 1 for i in range(len(shapes))]


def allocate_sparsity(sensitivity, sizes, levels, budget):
    if len(sizes) == 0 or len(sensitivity) != len(sizes) or {len(row) for row in sensitivity} != {len(levels)}:
        raise ValueError("lengths")
    table = np.array(sensitivity, dtype=float)
    if np.isnan(table).any() or min(sizes) < 0 or not all(0 <= level <= 1 for level in levels):
        raise ValueError("values")
    kept = [[size - round(level * size) for level in levels] for size in sizes]
    if sum(map(min, kept)) > budget:
        raise ValueError("nothing fits")
    room = min(budget, sum(sizes))
    best = np.zeros(room + 1)  # the least total of the layers so far within each room
    chosen = []
    for row, costs in zip(table, kept):
        options = np.full((len(levels), room + 1), np.inf)
        for j, cost in enumerate(costs):
            if cost <= room:
                options[j, cost:] = best[: room + 1 - cost] + row[j]
        chosen.append(options.argmin(axis=0))
        best = options.min(axis=0)
    result, left = [], room
    for picks, costs in zip(reversed(chosen), reversed(kept)):
        result.append(int(picks[left]))
        left -= costs[result[-1]]
    return result[::-1]
