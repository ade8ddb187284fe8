"""The uniform quantizer, and the step that makes its squared error smallest.

Week 3, 13 points. The mid-rise quantizer with 2^b levels has them at odd multiples of half a step: +-step/2, +-3
step/2, up to +-(2^b - 1) step/2. A small step rounds finely but clips the tails; a large one reaches them but
rounds coarsely. No function here changes what it is given.
"""

### BEGIN SOLUTION
import math

### END SOLUTION
import torch
from torch import Tensor

### BEGIN SOLUTION
HIGHEST_BITS = 8


def _check(x: Tensor, bits: int) -> None:
    if type(bits) is not int:
        raise TypeError(f"bits must be an int; got {bits!r}")
    if not 1 <= bits <= HIGHEST_BITS:
        raise ValueError(f"bits must be from 1 to {HIGHEST_BITS}; got {bits}")
    if not isinstance(x, Tensor) or not x.is_floating_point():
        raise TypeError("a tensor of floating-point numbers is asked for")
    if x.numel() == 0:
        raise ValueError("there are no values")
    if not torch.isfinite(x).all():
        raise ValueError("the values must be finite: no NaN, no infinity")


### END SOLUTION


def uniform_quantize(x: Tensor, step: float, bits: int) -> Tensor:
    """Each value at the nearest of the 2^bits mid-rise levels: a tensor of x's shape and dtype.

    The level is (k + 1/2) * step, with k = floor(x / step) held between -2^(bits-1) and 2^(bits-1) - 1. Raises
    ValueError on an empty tensor, on NaN or infinity, on a step that is not a finite number above 0, and on bits
    that are not from 1 to 8.

    >>> uniform_quantize(torch.tensor([-9.0, -0.3, 0.1, 1.2]), 1.0, 2)
    tensor([-1.5000, -0.5000,  0.5000,  1.5000])
    """
    # TODO(uniform-quantize): count whole steps, hold the count within the levels, and go to the middle of the step
    ### BEGIN SOLUTION
    _check(x, bits)
    if not 0 < step < math.inf:
        raise ValueError(f"step must be a finite number above 0; got {step}")
    half = 2 ** (bits - 1)
    return (torch.floor(x.detach() / step).clamp(-half, half - 1) + 0.5) * step
    ### END SOLUTION


def optimal_step(x: Tensor, bits: int) -> float:
    """The step at which `uniform_quantize` has the smallest mean squared error on the values of x.

    How close: for 1,000 or more values, the error at your step is at most 0.5 % above the smallest at any step. For
    a normal distribution with standard deviation 1 the steps are 1.596, 0.996, 0.586 and 0.335 at 1 to 4 bits (Max
    1960). Raises ValueError on an empty tensor, on NaN or infinity, on values that are all 0, and on bits that are
    not from 1 to 8.

    >>> values = torch.linspace(-1, 1, 4001)  # a uniform distribution: the steps just cover it
    >>> round(optimal_step(values, 2), 2)
    0.5
    """
    # TODO(optimal-step): try steps from very small up to the one that clips nothing, then look closer around the best
    ### BEGIN SOLUTION
    _check(x, bits)
    values = x.detach().double().reshape(-1)
    peak = float(values.abs().max())
    if peak == 0:
        raise ValueError("values that are all 0 have no best step")

    def error(step: float) -> float:
        return float((values - uniform_quantize(values, step, bits)).square().mean())

    # With a step of 2 peak the values lie within half a step; no larger one can be better.
    low, high = 0.02 * peak / 2**bits, 2 * peak
    for _ in range(4):  # each pass looks at a finer grid around the best step so far
        grid = torch.logspace(math.log10(low), math.log10(high), 60, dtype=torch.float64).tolist()
        best = min(range(60), key=lambda index: error(grid[index]))
        low, high = grid[max(best - 2, 0)], grid[min(best + 2, 59)]
    return grid[best]
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
