"""Quantization-aware training: quantize in the forward pass, and pass a useful gradient through the rounding.

Week 3, 15 points. Rounding has a derivative of 0 almost everywhere, so training replaces it: the straight-through
estimator lets the gradient pass inside the range of the codes and stops it outside. LSQ learns the step as well.
Rounding is to the nearest integer, ties to even. No function here changes what it is given.
"""

import torch
from torch import Tensor, nn


def fake_quantize(x: Tensor, scale: float, zero_point: int, low: int, high: int) -> Tensor:
    """Quantize to the codes low..high and back: (clamp(round(x / scale) + zero_point, low, high) - zero_point) * scale.

    Backward, the gradient of x is the incoming one where low <= x / scale + zero_point <= high, and 0 outside. (In
    the half step beyond either end, where rounding still gives the last code, either is accepted.) The result has
    x's shape and dtype. Raises ValueError on an empty tensor, on a scale that is not a finite number above 0, on
    low >= high, and on a zero point that is not from low to high.

    >>> x = torch.tensor([-3.0, 0.3, 0.9], requires_grad=True)
    >>> y = fake_quantize(x, 0.5, 0, -3, 3)
    >>> y.sum().backward()
    >>> y.detach(), x.grad
    (tensor([-1.5000,  0.5000,  1.0000]), tensor([0., 1., 1.]))
    """
    # TODO(ste): clamp before you round, and round by adding (round(v) - v).detach() to v
    raise NotImplementedError("week 3, ste: clamp before you round, and round by adding (round(v) - v).detach() to v")


def lsq_quantize(x: Tensor, step: Tensor, low: int, high: int) -> Tensor:
    """Learned step size quantization (LSQ): clamp(round(x / step), low, high) * step, with a gradient for the step too.

    `step` is a tensor of no dimensions, above 0. Backward, with v = x / step and g the incoming gradient: x gets g
    where low < v < high, else 0; the step gets the sum over all values of g times (round(v) - v inside, low where v
    <= low, high where v >= high), all of it times 1 / sqrt(number of values * high). (For a v that is exactly low
    or high, inside and outside are both accepted.) Raises ValueError on an empty tensor, on a step that is not
    above 0 or has dimensions, on low >= high, and on high <= 0. Source: Esser et al. 2020 (arXiv 1902.08153),
    equations 1 to 3 and section 2.2.

    >>> x, step = torch.tensor([0.7, 9.0, 0.1, 0.0], requires_grad=True), torch.tensor(1.0, requires_grad=True)
    >>> y = lsq_quantize(x, step, -4, 4)
    >>> y.sum().backward()
    >>> y.detach(), x.grad, round(float(step.grad), 4)  # (0.3 + 4 - 0.1 + 0) / sqrt(4 * 4)
    (tensor([1., 4., 0., 0.]), tensor([1., 0., 1., 1.]), 1.05)
    """
    # TODO(lsq): scale the step's gradient without changing its value, then clamp, round straight through, and multiply
    raise NotImplementedError(
        "week 3, lsq: scale the step's gradient without changing its value, then clamp, round straight through, and "
        "multiply"
    )


class FakeQuantize(nn.Module):
    """A layer that quantizes what passes through it with a learned step; `signed` codes are symmetric, else from 0.

    Its one parameter is `step`. The first forward pass sets it to 2 mean|x| / sqrt(high), LSQ's start (1 when x is
    0 throughout); from then on it is only trained. Whether that has happened is kept in the buffer `started`, so
    that it is saved with the weights.
    """

    def __init__(self, bits: int, signed: bool = True) -> None:
        """Given: the codes' range, a step that is not set yet, and a buffer that says so."""
        super().__init__()
        self.high = 2 ** (bits - 1) - 1 if signed else 2**bits - 1
        self.low = -self.high if signed else 0
        self.step = nn.Parameter(torch.tensor(1.0))
        self.register_buffer("started", torch.tensor(False))

    def forward(self, x: Tensor) -> Tensor:
        """x, quantized by `lsq_quantize`."""
        # TODO(lsq): on the first pass set the step's data and the buffer, in place; then quantize
        raise NotImplementedError(
            "week 3, lsq: on the first pass set the step's data and the buffer, in place; then quantize"
        )
