"""Affine quantization: a real number becomes an integer code, by a scale and a zero point.

Week 3, 23 points. With b bits, asymmetric codes run from 0 to 2^b - 1 and symmetric ones from -(2^(b-1) - 1) to
2^(b-1) - 1. A code q stands for the number (q - zero_point) * scale, so that 0 is always represented exactly. "Per
tensor" is one scale for all values (a tensor of no dimensions); "per channel" is one for every index along `axis`.
Rounding is to the nearest integer, ties to even, as torch.round does it. No function here changes what it is given.
"""

import torch
from torch import Tensor


def sqnr_db(x: Tensor, x_hat: Tensor) -> float:
    """The signal-to-quantization-noise ratio in decibels, 10 log10(sum of x^2 / sum of (x - x_hat)^2).

    `x_hat` is what quantization made of `x`. Equal tensors give `math.inf`. Raises ValueError when the shapes
    differ, when x is empty or 0 everywhere, and on NaN or infinity.

    >>> sqnr_db(torch.tensor([3.0, -4.0]), torch.tensor([3.0, -4.5]))
    20.0
    """
    # TODO(sqnr): divide the energy of the signal by the energy of the error, and take decibels
    raise NotImplementedError(
        "week 3, sqnr: divide the energy of the signal by the energy of the error, and take decibels"
    )


def ideal_sqnr_db(bits: int, signal: str) -> float:
    """The ratio in decibels of a uniform quantizer with 2^bits steps over the whole range of a signal.

    The error is uniform over a step, with mean square step^2 / 12. A "uniform" signal over the range has 20
    log10(2) = 6.02 dB a bit; a full-scale "sine" has 10 log10(3/2) = 1.76 dB more. Raises ValueError on another
    name and on bits that are not from 2 to 16.

    >>> round(ideal_sqnr_db(8, "sine"), 2), round(ideal_sqnr_db(8, "uniform"), 2)
    (49.93, 48.16)
    """
    # TODO(sqnr): divide the signal's mean square by step^2 / 12, for a step of range / 2^bits
    raise NotImplementedError(
        "week 3, sqnr: divide the signal's mean square by step^2 / 12, for a step of range / 2^bits"
    )


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
    raise NotImplementedError(
        "week 3, qparams: find the range with 0 in it, per tensor or per channel, then the scale, then the zero point"
    )


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
    raise NotImplementedError(
        "week 3, quantize: divide, round, move by the zero point, and hold the codes within their range"
    )


def dequantize(q: Tensor, scale: Tensor, zero_point: Tensor, *, axis: int | None = None) -> Tensor:
    """The numbers that codes stand for, (q - zero_point) * scale, in the dtype of the scale.

    The codes may be of any integer dtype; q - zero_point may lie outside it (think of uint8). Raises ValueError on
    an axis that q does not have, on a scale or zero point of another shape, and on a scale that is not above 0.

    >>> dequantize(torch.tensor([1, 5, 7, 15]), torch.tensor(0.25), torch.tensor(5, dtype=torch.int32))
    tensor([-1.0000,  0.0000,  0.5000,  2.5000])
    """
    # TODO(quantize): subtract the zero point in a dtype that is wide enough, then multiply by the scale
    raise NotImplementedError(
        "week 3, quantize: subtract the zero point in a dtype that is wide enough, then multiply by the scale"
    )
