"""What is right, computed on the trusted side in numpy: closed forms, matrices made from their answers, differences.

Nothing here is sent to a worker. U32 and U64 are half the distance from 1 to the next number: a sum of n products of
numbers of that type is off by at most about n * U times the sum of the magnitudes (Higham 2002, section 3.1).
"""

import numpy as np
import torch

U32, U64 = 2.0**-24, 2.0**-53


def tensor(values, dtype=torch.float32):
    """A tensor of these numbers."""
    return torch.tensor(np.asarray(values), dtype=dtype)


def single(rng, *shape):
    """Normal numbers that float32 holds exactly, as float64."""
    return rng.normal(size=shape).astype(np.float32).astype(np.float64)


def mixed(rng, right, wrong):
    """(call, whether it is right): a right one first, all others in any order. To be asked by one and the same probe."""
    calls = [(call, True) for call in right] + [(call, False) for call in wrong]
    return [calls[0], *(calls[number] for number in 1 + rng.permutation(len(calls) - 1))]


def assert_raised(names):
    """The names of an exception's classes hold ValueError; None is no exception."""
    assert names is not None and "ValueError" in names, "a ValueError is asked for"


def lora(w, bias, scale, a, b, x):
    """(W x + bias + scale B A x, a bound for its rounding in float32)."""
    y = x @ w.T + bias + scale * (x @ a.T) @ b.T
    size = np.abs(x) @ np.abs(w).T + np.abs(bias) + scale * np.abs(x) @ np.abs(a).T @ np.abs(b).T
    return y, float(((w.shape[1] + a.shape[0] + 5) * U32 * size).max())


def with_singular_values(rng, rows, columns, values):
    """(u, v, matrix): a matrix with exactly these singular values, in any order, float64."""
    u = np.linalg.qr(rng.normal(size=(rows, len(values))))[0]
    v = np.linalg.qr(rng.normal(size=(columns, len(values))))[0]
    return u, v, (u * np.asarray(values)) @ v.T


#: As QLoRA's appendix E prints them.
NF4 = np.array([
    -1.0, -0.6961928009986877, -0.5250730514526367, -0.39491748809814453, -0.28444138169288635, -0.18477343022823334,
    -0.09105003625154495, 0.0, 0.07958029955625534, 0.16093020141124725, 0.24611230194568634, 0.33791524171829224,
    0.44070982933044434, 0.5626170039176941, 0.7229568362236023, 1.0,
])  # fmt: skip


def nf4_values(rng, count, block):
    """(values, codes, absmax): each value within a third of the way to the next level; one of full size in each block."""
    codes = rng.integers(0, 16, size=count)
    absmax = np.exp2(rng.integers(-6, 7, size=-(-count // block))).astype(float)  # powers of 2: dividing is exact
    gaps = np.diff(NF4, prepend=-1.2, append=1.2)
    part = rng.uniform(-1, 1, size=count)
    shift = np.where(part < 0, part * gaps[codes], part * gaps[codes + 1]) / 3
    values = np.where((codes % 15 == 0) | (codes == 7), NF4[codes], NF4[codes] + shift)
    first = np.arange(0, count, block) + [rng.integers(0, min(block, count - s)) for s in range(0, count, block)]
    sign = rng.integers(0, 2, size=len(first))
    values[first], codes[first] = 2 * sign - 1, 15 * sign
    return values * np.repeat(absmax, block)[:count], codes, absmax


def pack(codes):
    """Two codes a byte, the first in the high half, an odd end filled with 7."""
    codes = np.append(codes, [7] * (len(codes) % 2)).reshape(-1, 2)
    return (16 * codes[:, 0] + codes[:, 1]).astype(np.uint8)


def differences(function, start, h=1e-5):
    """The gradient of a function of a list of arrays, by central differences: its error is h^2 and rounding over h."""
    gradient = []
    for k, array in enumerate(start):
        out = np.zeros_like(array)
        for index in np.ndindex(array.shape):
            values = []
            for side in (h, -h):
                moved = [a.copy() for a in start]
                moved[k][index] += side
                values.append(function(moved))
            out[index] = (values[0] - values[1]) / (2 * h)
        gradient.append(out)
    return gradient


def regression(w, batch):
    """mean((tanh(x w0) w1 - y)^2) and its gradient by the chain rule."""
    x, y = batch
    hidden = np.tanh(x @ w[0])
    error = hidden @ w[1] - y
    back = 2 * error / error.size
    return (error**2).mean(), [x.T @ (back @ w[1].T * (1 - hidden**2)), hidden.T @ back]


def maml_loss(w, tasks, rate, steps):
    """The outer loss of `regression`, and the mean of the query gradients at the adapted weights."""
    total, first_order = 0.0, [np.zeros_like(v) for v in w]
    for support, query in tasks:
        adapted = w
        for _ in range(steps):
            adapted = [v - rate * g for v, g in zip(adapted, regression(adapted, support)[1], strict=True)]
        value, gradient = regression(adapted, query)
        total += value / len(tasks)
        first_order = [f + g / len(tasks) for f, g in zip(first_order, gradient, strict=True)]
    return total, first_order


def normalise(z, kind):
    """Rows (layer) or columns (batch, image) to mean 0 and variance 1, with torch's eps."""
    axis = 1 if kind == "layer" else 0
    return (z - z.mean(axis, keepdims=True)) / np.sqrt(z.var(axis, keepdims=True) + 1e-5)


def entropy(logits):
    """Mean over rows of -sum p ln p."""
    z = logits - logits.max(1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(1, keepdims=True))
    return float(-(np.exp(log_p) * log_p).sum(1).mean())


def tent_gradient(normed, second, gain, shift):
    """(entropy, its gradients by gain and shift) for logits (normed * gain + shift) second^T."""
    logits = (normed * gain + shift) @ second.T
    z = logits - logits.max(1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(1, keepdims=True))
    p = np.exp(log_p)
    h = -(p * log_p).sum(1, keepdims=True)
    back = (-p * (log_p + h) / len(p)) @ second  # dH/dz_k = -p_k (ln p_k + H)
    return float(h.mean()), (back * normed).sum(0), back.sum(0)

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
