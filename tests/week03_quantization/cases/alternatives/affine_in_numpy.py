"""Everything in numpy and float64, channel by channel; a result of numpy's own float."""
# module: affine

import numpy as np


class NotQuantizable(ValueError):
    """A subclass of what is asked for."""


def _numbers(x):
    if not isinstance(x, Tensor) or not x.dtype.is_floating_point:
        raise NotQuantizable("floats")
    array = x.detach().numpy().astype(np.float64)
    if array.size == 0 or not np.isfinite(array).all():
        raise NotQuantizable("values")
    return array


def _bits(bits):
    if not isinstance(bits, int) or bits not in range(2, 17):
        raise NotQuantizable("bits")


def _axis(x, axis):
    if axis is not None and axis not in range(-x.ndim, x.ndim):
        raise NotQuantizable("axis")


def sqnr_db(x, x_hat):
    a, b = _numbers(x), _numbers(x_hat)
    if a.shape != b.shape or not a.any():
        raise NotQuantizable("shapes or signal")
    with np.errstate(divide="ignore"):
        return np.float64(10) * np.log10((a**2).sum() / ((a - b) ** 2).sum())


def ideal_sqnr_db(bits, signal):
    _bits(bits)
    if signal not in ("sine", "uniform"):
        raise NotQuantizable("signal")
    return 20 * bits * np.log10(2.0) + (np.log10(1.5) * 10 if signal == "sine" else 0)


def qparams(x, bits, *, symmetric=False, axis=None):
    _bits(bits)
    array = _numbers(x)
    _axis(x, axis)
    parts = [array] if axis is None else np.split(array, array.shape[axis], axis)
    scales, zeros = [], []
    for part in parts:
        lo, hi = min(part.min(), 0), max(part.max(), 0)
        steps = 2 ** (bits - 1) - 1 if symmetric else 2**bits - 1
        scale = (max(hi, -lo) if symmetric else hi - lo) / steps or 1.0
        scales.append(scale)
        zeros.append(0 if symmetric else int(np.floor(-lo / scale + 0.5)))
    scale, zero = torch.tensor(scales, dtype=x.dtype), torch.tensor(zeros, dtype=torch.int32)
    return (scale.reshape(()), zero.reshape(())) if axis is None else (scale, zero)


def _each(q, scale, zero_point, axis):
    _axis(q, axis)
    wanted = torch.Size([]) if axis is None else torch.Size([q.shape[axis]])
    if scale.shape != wanted or zero_point.shape != wanted or not ((scale > 0) & scale.isfinite()).all():
        raise NotQuantizable("parameters")
    s, z = scale.numpy().astype(np.float64), zero_point.numpy().astype(np.int64)
    if axis is None:
        return s, z
    shape = np.ones(q.ndim, dtype=int)
    shape[axis] = -1
    return s.reshape(shape), z.reshape(shape)


def quantize(x, scale, zero_point, bits, *, symmetric=False, axis=None):
    _bits(bits)
    array = _numbers(x)
    s, z = _each(x, scale, zero_point, axis)
    high = 2 ** (bits - 1) - 1 if symmetric else 2**bits - 1
    return torch.from_numpy(np.minimum(np.maximum(np.rint(array / s) + z, -high if symmetric else 0), high).astype(np.int32))


def dequantize(q, scale, zero_point, *, axis=None):
    if q.is_floating_point():
        raise NotQuantizable("codes")
    s, z = _each(q, scale, zero_point, axis)
    return torch.tensor((q.numpy().astype(np.int64) - z) * s, dtype=scale.dtype)
