"""numpy floats, own errors, TypeError for wrong types, graphs kept, ties of the zero point upwards."""
# module: affine

import numpy as np


class Refused(ValueError):
    """What cannot be quantized."""


def _need(condition):
    if not condition:
        raise Refused("no")


def _good(*tensors):
    for x in tensors:
        if not isinstance(x, Tensor) or not torch.is_floating_point(x):
            raise TypeError("floats, please")
        _need(x.numel() > 0 and bool(torch.isfinite(x).all()))


def sqnr_db(x, x_hat):
    _good(x, x_hat)
    _need(x.shape == x_hat.shape and bool(x.any()))
    noise = (x.double() - x_hat.double()).pow(2).sum().item()
    return np.float64(10 * np.log10(x.double().pow(2).sum().item() / noise)) if noise else np.float64("inf")


def ideal_sqnr_db(bits, signal):
    if not isinstance(bits, int):
        raise TypeError("an int, please")
    _need(2 <= bits <= 16 and signal in {"sine", "uniform"})
    return np.float64(10 * np.log10(4.0**bits * {"sine": 1.5, "uniform": 1.0}[signal]))


def qparams(x, bits, *, symmetric=False, axis=None):
    if not isinstance(bits, int):
        raise TypeError("an int, please")
    _need(2 <= bits <= 16)
    _good(x)
    _need(axis is None or -x.ndim <= axis < x.ndim)
    flat = x.double().reshape(1, -1) if axis is None else x.double().transpose(axis, 0).flatten(1) if x.ndim > 1 else x.double()[:, None]
    lo, hi = flat.min(1).values.clamp(max=0), flat.max(1).values.clamp(min=0)
    steps = 2 ** (bits - 1) - 1 if symmetric else 2**bits - 1
    scale = (torch.max(-lo, hi) if symmetric else hi - lo) / steps
    scale[scale == 0] = 1
    zero = torch.zeros_like(scale) if symmetric else torch.floor(0.5 - lo / scale)
    scale, zero = scale.to(x.dtype), zero.int()
    return (scale.squeeze(), zero.squeeze()) if axis is None else (scale, zero)


def _shaped(like, scale, zero_point, axis):
    _need(axis is None or -like.ndim <= axis < like.ndim)
    _need(scale.shape == zero_point.shape == (() if axis is None else (like.shape[axis],)))
    _need(bool((scale > 0).all() and (scale < torch.inf).all()))
    if axis is None:
        return scale, zero_point
    shape = [1] * like.ndim
    shape[axis] = -1
    return scale.view(shape), zero_point.view(shape)


def quantize(x, scale, zero_point, bits, *, symmetric=False, axis=None):
    if not isinstance(bits, int):
        raise TypeError("an int, please")
    _need(2 <= bits <= 16)
    _good(x)
    scale, zero_point = _shaped(x, scale, zero_point, axis)
    top = 2 ** (bits - 1) - 1 if symmetric else 2**bits - 1
    return torch.clamp((x / scale).round().long() + zero_point, -top if symmetric else 0, top).int()


def dequantize(q, scale, zero_point, *, axis=None):
    if torch.is_floating_point(q):
        raise TypeError("integers, please")
    scale, zero_point = _shaped(q, scale, zero_point, axis)
    return (q.double() - zero_point).to(scale.dtype) * scale
