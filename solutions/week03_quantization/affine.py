"""Affine quantization: a real number becomes an integer code, by a scale and a zero point.

Week 3, 23 points. With b bits, asymmetric codes run from 0 to 2^b - 1 and symmetric ones from -(2^(b-1) - 1) to
2^(b-1) - 1. A code q stands for the number (q - zero_point) * scale, so that 0 is always represented exactly. "Per
tensor" is one scale for all values (a tensor of no dimensions); "per channel" is one for every index along `axis`.
Rounding is to the nearest integer, ties to even, as torch.round does it. No function here changes what it is given.
"""

import math

import torch
from torch import Tensor

### BEGIN SOLUTION
LOWEST_BITS, HIGHEST_BITS = 2, 16


def _check_bits(bits: int) -> None:
    if type(bits) is not int:
        raise TypeError(f"bits must be an int; got {bits!r}")
    if not LOWEST_BITS <= bits <= HIGHEST_BITS:
        raise ValueError(f"bits must be from {LOWEST_BITS} to {HIGHEST_BITS}; got {bits}")


def _code_range(bits: int, symmetric: bool) -> tuple[int, int]:
    """The lowest and the highest code."""
    high = 2 ** (bits - 1) - 1
    return (-high, high) if symmetric else (0, 2**bits - 1)


def _check_values(x: Tensor) -> None:
    if not isinstance(x, Tensor) or not x.is_floating_point():
        raise TypeError("a tensor of floating-point numbers is asked for")
    if x.numel() == 0:
        raise ValueError("an empty tensor has no range")
    if not torch.isfinite(x).all():
        raise ValueError("the values must be finite: no NaN, no infinity")


def _channel(x: Tensor, axis: int | None) -> int | None:
    """The axis counted from the front, or None for per tensor."""
    if axis is None:
        return None
    if not -x.ndim <= axis < x.ndim:
        raise ValueError(f"axis {axis} is not there: the tensor has {x.ndim} dimensions")
    return axis % x.ndim


def _spread(x: Tensor, scale: Tensor, zero_point: Tensor, axis: int | None) -> tuple[Tensor, Tensor]:
    """Scale and zero point, shaped so that they broadcast along the channels of x."""
    channel = _channel(x, axis)
    wanted = () if channel is None else (x.shape[channel],)
    if tuple(scale.shape) != wanted or tuple(zero_point.shape) != wanted:
        raise ValueError(f"scale and zero_point must have shape {wanted}; got {tuple(scale.shape)}")
    if not (torch.isfinite(scale).all() and (scale > 0).all()):
        raise ValueError("a scale must be a finite number above 0")
    if channel is None:
        return scale, zero_point
    shape = [-1 if dim == channel else 1 for dim in range(x.ndim)]
    return scale.reshape(shape), zero_point.reshape(shape)


### END SOLUTION


def sqnr_db(x: Tensor, x_hat: Tensor) -> float:
    """The signal-to-quantization-noise ratio in decibels, 10 log10(sum of x^2 / sum of (x - x_hat)^2).

    `x_hat` is what quantization made of `x`. Equal tensors give `math.inf`. Raises ValueError when the shapes
    differ, when x is empty or 0 everywhere, and on NaN or infinity.

    >>> sqnr_db(torch.tensor([3.0, -4.0]), torch.tensor([3.0, -4.5]))
    20.0
    """
    # TODO(sqnr): divide the energy of the signal by the energy of the error, and take decibels
    ### BEGIN SOLUTION
    _check_values(x)
    _check_values(x_hat)
    if x.shape != x_hat.shape:
        raise ValueError(f"the shapes differ: {tuple(x.shape)} and {tuple(x_hat.shape)}")
    signal = float(x.double().square().sum())
    noise = float((x.double() - x_hat.double()).square().sum())
    if signal == 0:
        raise ValueError("a signal that is 0 everywhere has no ratio")
    return 10 * math.log10(signal / noise) if noise else math.inf
    ### END SOLUTION


def ideal_sqnr_db(bits: int, signal: str) -> float:
    """The ratio in decibels of a uniform quantizer with 2^bits steps over the whole range of a signal.

    The error is uniform over a step, with mean square step^2 / 12. A "uniform" signal over the range has 20
    log10(2) = 6.02 dB a bit; a full-scale "sine" has 10 log10(3/2) = 1.76 dB more. Raises ValueError on another
    name and on bits that are not from 2 to 16.

    >>> round(ideal_sqnr_db(8, "sine"), 2), round(ideal_sqnr_db(8, "uniform"), 2)
    (49.93, 48.16)
    """
    # TODO(sqnr): divide the signal's mean square by step^2 / 12, for a step of range / 2^bits
    ### BEGIN SOLUTION
    _check_bits(bits)
    mean_square = {"sine": 1 / 2, "uniform": 1 / 3}  # of a signal from -1 to 1
    if signal not in mean_square:
        raise ValueError(f"signal must be one of {sorted(mean_square)}; got {signal!r}")
    step = 2 / 2**bits
    return 10 * math.log10(mean_square[signal] / (step**2 / 12))
    ### END SOLUTION


def qparams(x: Tensor, bits: int, *, symmetric: bool = False, axis: int | None = None) -> tuple[Tensor, Tensor]:
    """(scale, zero_point) that spread the codes over the range of x, made to include 0.

    Asymmetric: with lo = min(x, 0) and hi = max(x, 0), scale = (hi - lo) / (2^b - 1), and zero_point = round(-lo /
    scale), held within the codes. Symmetric: scale = max|x| / (2^(b-1) - 1), and zero_point = 0. The scale has x's
    dtype, the zero point is int32; both have no dimensions, or shape (x.shape[axis],) per channel. Where x is 0
    throughout, the scale is 1 and the zero point 0. Raises ValueError on an empty tensor, on NaN or infinity, on
    bits that are not from 2 to 16, and on an axis that x does not have.

    >>> scale, zero_point = qparams(torch.tensor([-1.0, 0.5, 2.0]), 4)
    >>> round(float(scale), 6), int(zero_point)
    (0.2, 5)
    """
    # TODO(qparams): find the range with 0 in it, per tensor or per channel, then the scale, then the zero point
    ### BEGIN SOLUTION
    _check_bits(bits)
    _check_values(x)
    x, channel = x.detach(), _channel(x, axis)
    rows = x.reshape(1, -1) if channel is None else x.movedim(channel, 0).reshape(x.shape[channel], -1)
    lo, hi = rows.amin(dim=1).clamp(max=0), rows.amax(dim=1).clamp(min=0)
    low, high = _code_range(bits, symmetric)
    width = torch.maximum(-lo, hi) if symmetric else hi - lo
    scale = width / (high if symmetric else high - low)
    scale = torch.where(width > 0, scale, torch.ones_like(scale))
    zero_point = torch.zeros_like(scale) if symmetric else torch.round(-lo / scale).clamp(low, high)
    zero_point = zero_point.to(torch.int32)
    return (scale[0], zero_point[0]) if channel is None else (scale, zero_point)
    ### END SOLUTION


def quantize(
    x: Tensor, scale: Tensor, zero_point: Tensor, bits: int, *, symmetric: bool = False, axis: int | None = None
) -> Tensor:
    """The codes of x, an int32 tensor of its shape: round(x / scale) + zero_point, held within the codes.

    Raises ValueError on an empty tensor, on NaN or infinity, on bits that are not from 2 to 16, on an axis that x
    does not have, on a scale or zero point of another shape than `qparams` gives, and on a scale that is not above
    0.

    >>> quantize(torch.tensor([-1.0, 0.0, 0.5, 9.0]), torch.tensor(0.25), torch.tensor(5, dtype=torch.int32), 4)
    tensor([ 1,  5,  7, 15], dtype=torch.int32)
    """
    # TODO(quantize): divide, round, move by the zero point, and hold the codes within their range
    ### BEGIN SOLUTION
    _check_bits(bits)
    _check_values(x)
    scale, zero_point = _spread(x, scale, zero_point, axis)
    low, high = _code_range(bits, symmetric)
    return (torch.round(x.detach() / scale) + zero_point).clamp(low, high).to(torch.int32)
    ### END SOLUTION


def dequantize(q: Tensor, scale: Tensor, zero_point: Tensor, *, axis: int | None = None) -> Tensor:
    """The numbers that codes stand for, (q - zero_point) * scale, in the dtype of the scale.

    The codes may be of any integer dtype; q - zero_point may lie outside it (think of uint8). Raises ValueError on
    an axis that q does not have, on a scale or zero point of another shape, and on a scale that is not above 0.

    >>> dequantize(torch.tensor([1, 5, 7, 15]), torch.tensor(0.25), torch.tensor(5, dtype=torch.int32))
    tensor([-1.0000,  0.0000,  0.5000,  2.5000])
    """
    # TODO(quantize): subtract the zero point in a dtype that is wide enough, then multiply by the scale
    ### BEGIN SOLUTION
    if not isinstance(q, Tensor) or q.is_floating_point() or q.dtype == torch.bool:
        raise TypeError("a tensor of integer codes is asked for")
    scale, zero_point = _spread(q, scale, zero_point, axis)
    return (q.to(torch.int64) - zero_point).to(scale.dtype) * scale
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
