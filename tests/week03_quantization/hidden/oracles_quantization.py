"""What is right, computed on the trusted side in numpy and exact fractions: never with the solution's own formulas.

Inputs are made from their answers where that can be: a value is a code plus less than half a step, so that no rounding
error can change the code. Nothing here is sent to a worker.
"""

import itertools
import math
from fractions import Fraction

import numpy as np
import torch
from scipy.special import ndtri

#: N(0, 1): mean squared error of the best 2^b levels (Lloyd 1957 / Max 1960, recomputed by Newton's method), and the step
#: and the error of the best uniform mid-rise quantizer.
LLOYD_MAX = {1: 0.363380, 2: 0.1174819, 3: 0.03454776, 4: 0.009501008}
UNIFORM_MAX = {1: (1.5958, 0.36338), 2: (0.9957, 0.118846), 3: (0.5860, 0.0374397), 4: (0.3352, 0.0115429)}


def code_range(bits, symmetric):
    """The lowest and highest code, as the handout's table has them."""
    return {True: (1 - 2 ** (bits - 1), 2 ** (bits - 1) - 1), False: (0, 2**bits - 1)}[symmetric]


def codes_with_values(rng, shape, bits, symmetric, scale, zero_point):
    """Random codes, some beyond the range, and values that lie within 0.4 steps of them; (codes held in range, values).

    `scale` and `zero_point` are numpy arrays that broadcast to the shape.
    """
    low, high = code_range(bits, symmetric)
    wide = rng.integers(low - 2 - (high - low) // 8, high + 3 + (high - low) // 8, size=shape)
    values = (wide - zero_point + rng.uniform(-0.4, 0.4, size=shape)) * scale
    return np.clip(wide, low, high).astype(np.int32), values


def along(values, axis, ndim):
    """A row of numbers, shaped to lie along an axis."""
    return np.asarray(values).reshape([-1 if dim == axis % ndim else 1 for dim in range(ndim)])


def range_of(x, axis):
    """(lo, hi) with 0 in it, for the whole array or for each index along an axis, by loops."""
    parts = [x.ravel().tolist()] if axis is None else [np.take(x, index, axis=axis).ravel().tolist() for index in range(x.shape[axis])]
    return [(min(0.0, *part), max(0.0, *part)) for part in parts]


def normal_values(count):
    """Values spread like N(0, 1): its quantiles in the middle of `count` equal parts."""
    return ndtri((np.arange(count) + 0.5) / count)


def midrise_error(x, step, bits):
    """Mean squared error of the uniform quantizer, by looking for the nearest of all levels."""
    levels = (np.arange(2**bits) - 2 ** (bits - 1) + 0.5) * step
    place = np.clip(np.searchsorted((levels[1:] + levels[:-1]) / 2, x), 0, 2**bits - 1)
    return float(((x - levels[place]) ** 2).mean())


def smallest_midrise_error(x, bits):
    """The smallest error over steps 2 % apart, from a twentieth of the one that clips nothing to a little above its double."""
    top = 4.4 * float(np.abs(x).max()) / 2**bits
    return min(midrise_error(x, top * 0.98**k, bits) for k in range(215))


def requantized(acc, factors, zero_point):
    """uint8 codes from sums, in exact fractions: nearest, ties upwards."""
    codes = [
        [
            min(255, max(0, math.floor(Fraction(int(value) * multiplier, 2**shift) + Fraction(1, 2)) + zero_point))
            for value, (multiplier, shift) in zip(row, factors, strict=True)
        ]
        for row in acc
    ]
    return np.array(codes, dtype=np.uint8)


def lsq_gradients(x, step, low, high, incoming):
    """(output, gradient of x, gradient of the step), value by value, in plain Python."""
    out, grad_x, grad_step = [], [], 0.0
    for value, g in zip(x.ravel().tolist(), incoming.ravel().tolist(), strict=True):
        v = value / step
        if v <= low or v >= high:
            code, slope, inner = (low, low, 0.0) if v <= low else (high, high, 0.0)
        else:
            code = round(v)  # ties to even, as torch.round
            slope, inner = code - v, g
        out.append(code * step)
        grad_x.append(inner)
        grad_step += g * slope
    grad_step /= math.sqrt(x.size * high)
    return np.array(out).reshape(x.shape), np.array(grad_x).reshape(x.shape), grad_step


def away_from_ends(rng, shape, step, low, high):
    """Values over and beyond low..high steps, none near a tie of rounding or an end of the range."""
    half_steps = rng.integers(2 * low - 4, 2 * high + 4, size=shape)
    return (half_steps + rng.uniform(0.1, 0.9, size=shape)) / 2 * step


def least_loss_by_trial(costs, budget):
    """The least sum of losses that fits, by trying all combinations; None when nothing fits."""
    fitting = [
        sum(loss for _, loss in choice)
        for choice in itertools.product(*(layer.values() for layer in costs))
        if sum(size for size, _ in choice) <= budget
    ]
    return min(fitting, default=None)


def least_loss_by_table(costs, budget):
    """The same by a table over all budgets from 0 up, layer by layer."""
    best = np.zeros(budget + 1)
    for layer in costs:
        rows = np.full((len(layer), budget + 1), np.inf)
        for row, (size, loss) in zip(rows, layer.values(), strict=True):
            if size <= budget:
                row[size:] = best[: budget + 1 - size] + loss
        best = rows.min(axis=0)
    return float(best[budget])


def tensor(array, dtype=torch.float32):
    """A numpy array as a tensor."""
    return torch.tensor(np.asarray(array), dtype=dtype)

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
