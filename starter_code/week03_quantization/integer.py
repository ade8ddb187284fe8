"""Integer-only inference: a linear layer without a single floating-point operation.

Week 3, 19 points. Inputs are uint8 codes with a zero point, weights int8 codes without one, sums int32, outputs
uint8 codes again. What is left of the three scales is one real factor per output channel, and that is stored as an
integer and a shift. Source: Jacob et al. 2018 (arXiv 1712.05877), section 2. No function here changes what it is
given.
"""

import torch
from torch import Tensor


def fixed_point(factor: float) -> tuple[int, int]:
    """(multiplier, shift) with factor = multiplier / 2^shift, as nearly as 31 bits allow.

    The multiplier is an int from 2^30 to 2^31 - 1, so |factor - multiplier / 2^shift| is at most half of 1 /
    2^shift. The factor must be at least 2^-31 and less than 1, else ValueError (NaN too).

    >>> fixed_point(0.75)
    (1610612736, 31)
    """
    # TODO(requantize): choose the shift that brings the multiplier between 2^30 and 2^31, and round
    raise NotImplementedError(
        "week 3, requantize: choose the shift that brings the multiplier between 2^30 and 2^31, and round"
    )


def requantize(acc: Tensor, factors: list[tuple[int, int]], zero_point: int) -> Tensor:
    """uint8 codes (n, out) from int32 sums (n, out): column j times factors[j], rounded, plus zero_point, in 0..255.

    factors[j] is a pair (multiplier, shift) as `fixed_point` gives it. Rounding is to nearest, ties upwards
    (towards plus infinity), which in 64-bit integers is (acc * multiplier + 2^(shift - 1)) >> shift. Only integers
    are used. Raises ValueError when acc has not two dimensions, when there is not one pair for each column, and
    when the zero point is not from 0 to 255.

    >>> requantize(torch.tensor([[-2, 2], [10, 999]], dtype=torch.int32), [(2**30, 31), (2**30, 32)], 3)
    tensor([[  2,   4],
            [  8, 253]], dtype=torch.uint8)
    """
    # TODO(requantize): multiply in int64, add half, shift, add the zero point, and hold the codes within 0..255
    raise NotImplementedError(
        "week 3, requantize: multiply in int64, add half, shift, add the zero point, and hold the codes within 0..255"
    )


def accumulate(q_x: Tensor, x_zero: int, q_w: Tensor, bias: Tensor | None = None) -> Tensor:
    """The int32 sums of a linear layer, (n, out): sum over k of (q_x[i, k] - x_zero) * q_w[j, k], plus bias[j].

    q_x is uint8 (n, in), q_w int8 (out, in), bias int32 (out,) or None. The sums fit int32; they must be exact,
    also beyond the 2^24 that a float32 holds, and only integers are used. (The zero point can be taken out of the
    sum: sum of q_x q_w, minus x_zero times the sum of q_w, which depends on the weights alone.) Raises ValueError
    when the shapes do not fit, and when the zero point is not from 0 to 255.

    >>> q_x = torch.tensor([[0, 255, 7]], dtype=torch.uint8)
    >>> q_w = torch.tensor([[1, 2, 3], [-127, 0, 1]], dtype=torch.int8)
    >>> accumulate(q_x, 7, q_w, torch.tensor([0, 1000], dtype=torch.int32))
    tensor([[ 489, 1889]], dtype=torch.int32)
    """
    # TODO(integer-linear): multiply the codes in int32, correct for the zero point, and add the bias
    raise NotImplementedError(
        "week 3, integer-linear: multiply the codes in int32, correct for the zero point, and add the bias"
    )


def quantized_linear(
    q_x: Tensor,
    x_scale: float,
    x_zero: int,
    q_w: Tensor,
    w_scale: Tensor,
    bias: Tensor | None,
    y_scale: float,
    y_zero: int,
) -> Tensor:
    """The uint8 output codes (n, out) of a quantized linear layer, from uint8 input codes.

    Codes stand for x = (q_x - x_zero) x_scale, W[j] = q_w[j] w_scale[j] (one scale for each of the `out` channels),
    bias[j] x_scale w_scale[j], and y = (q_y - y_zero) y_scale. The factors x_scale w_scale[j] / y_scale are made
    into integers beforehand by `fixed_point`; all else is done by `accumulate` and `requantize`. The result is the
    nearest code to the float result of the same codes; within a hundredth of a code of a tie, either neighbour will
    do. Raises ValueError when shapes do not fit, when a zero point is not from 0 to 255, when a scale is not above
    0, and when a factor is not one that `fixed_point` takes.

    >>> q_x = torch.tensor([[10, 30]], dtype=torch.uint8)  # stands for 0.0 and 2.0
    >>> q_w = torch.tensor([[1, 2], [100, -3]], dtype=torch.int8)  # stands for 0.5, 1.0 and 25.0, -0.75
    >>> quantized_linear(q_x, 0.1, 10, q_w, torch.tensor([0.5, 0.25]), None, 0.25, 100)
    tensor([[108,  94]], dtype=torch.uint8)
    """
    # TODO(integer-linear): turn the scales into one factor for each channel, then accumulate and requantize
    raise NotImplementedError(
        "week 3, integer-linear: turn the scales into one factor for each channel, then accumulate and requantize"
    )
