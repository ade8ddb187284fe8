"""Every freedom: ints where they are exact, numpy floats, errors of its own, another optimum among equals."""

# module: budgets
import numpy as np


class Refused(ValueError):
    """Not a schedule, not a budget."""


def cubic_schedule(step, start, end, final, initial=0.0):
    if any(value != value for value in (step, start, end, final, initial)) or not start < end:
        raise Refused("time")
    if not (0 <= final <= 1 and 0 <= initial <= 1):
        raise Refused("sparsity")
    part = np.clip((step - start) / (end - start), 0, 1)
    return np.float64(initial + (final - initial) * (1 - (1 - part) ** 3))


def erk_densities(shapes, density):
    if not len(shapes) or not 0 < density <= 1 or any(size < 1 for shape in shapes for size in shape):
        raise Refused(density)
    sizes = np.array([math.prod(shape) for shape in shapes], dtype=float)
    raw = np.array([sum(shape) for shape in shapes]) / sizes
    whole = np.zeros(len(sizes), dtype=bool)
    while not whole.all():
        scale = (density * sizes.sum() - sizes[whole].sum()) / (raw * sizes)[~whole].sum()
        if (scale * raw[~whole] <= 1).all():
            return [1 if full else np.float64(scale * share) for full, share in zip(whole, raw)]
        whole |= scale * raw > 1
    return [1] * len(sizes)


def allocate_sparsity(sensitivity, sizes, levels, budget):
    if not sizes or not levels or len(sensitivity) != len(sizes) or any(len(row) != len(levels) for row in sensitivity):
        raise Refused("lengths")
    if any(v != v for row in sensitivity for v in row) or min(sizes) < 0 or not all(0 <= v <= 1 for v in levels):
        raise Refused("values")
    states = [(0, 0.0, ())]  # kept weights, total, choice; from the last layer to the first
    for row, size in zip(reversed(sensitivity), reversed(sizes)):
        grown = [
            (kept + size - round(level * size), total + rise, (j, *choice))
            for kept, total, choice in states
            for j, (level, rise) in reversed(list(enumerate(zip(levels, row))))
        ]
        states, least = [], math.inf
        for state in sorted(s for s in grown if s[0] <= budget):
            if state[1] < least:
                states.append(state)
                least = state[1]
    if not states:
        raise Refused("nothing fits")
    return list(states[-1][2])
