"""A step as far from the best as is promised, as a numpy float; own errors."""
# module: uniform

import numpy as np


class Refused(ValueError):
    """No levels for that."""


def _values(x, bits):
    if not isinstance(bits, int) or not torch.is_floating_point(x):
        raise TypeError("floats and an int, please")
    if bits not in range(1, 9) or not x.numel() or not torch.isfinite(x).all():
        raise Refused("values or bits")


def uniform_quantize(x, step, bits):
    _values(x, bits)
    if not 0 < step < float("inf"):
        raise Refused("step")
    half = 2 ** (bits - 1)
    return torch.clamp((x / step).floor() + 0.5, 0.5 - half, half - 0.5) * step


def optimal_step(x, bits):
    _values(x, bits)
    if not x.any():
        raise Refused("zeros")
    values = x.double().reshape(-1)
    steps = (4.2 * float(values.abs().max()) / 2**bits) * 0.99 ** np.arange(430)
    errors = np.array([float((values - uniform_quantize(values, float(s), bits)).pow(2).mean()) for s in steps])
    allowed = steps[errors <= 1.0045 * errors.min()]
    return np.float64(allowed[-1])
