"""Several trained networks into one, without training: averages, task vectors, spherical interpolation, stitching.

Week 6, 19 points. A state is a dict from names to tensors, as `state_dict` gives it. Results are new tensors in the
dtype of what they are made of; nothing that is given is changed.
"""

### BEGIN SOLUTION
import math

### END SOLUTION
from collections.abc import Sequence

import torch
from torch import Tensor

State = dict[str, Tensor]

### BEGIN SOLUTION


def _check_alike(states: Sequence[State]) -> None:
    for state in states[1:]:
        if state.keys() != states[0].keys():
            raise ValueError("the states have different names")
        for name, value in state.items():
            if value.shape != states[0][name].shape:
                raise ValueError(f"{name} has different shapes")


def _check_numbers(numbers: Sequence[float], count: int) -> None:
    if len(numbers) != count or not all(math.isfinite(number) for number in numbers):
        raise ValueError("one finite number for each state is asked for")


### END SOLUTION


def average(states: Sequence[State], weights: Sequence[float]) -> State:
    """The weighted mean of states, sum(weight * state) / sum(weights).

    Tensors that are not floating point (a batch norm counts its batches) are copied from the first state. Raises
    ValueError on no states, on names or shapes that differ, and on weights that are not one finite number of at least
    0 for each state, or are all 0.

    >>> average([{"w": torch.tensor([0.0, 4.0])}, {"w": torch.tensor([4.0, 0.0])}], [3, 1])
    {'w': tensor([1., 3.])}
    """
    # TODO(task-vectors): name by name
    ### BEGIN SOLUTION
    if not states:
        raise ValueError("there are no states")
    _check_alike(states)
    _check_numbers(weights, len(states))
    if min(weights) < 0 or not sum(weights):
        raise ValueError("the weights must be at least 0, and not all 0")
    result = {}
    for name, first in states[0].items():
        if first.is_floating_point():
            terms = [weight * state[name] for state, weight in zip(states, weights, strict=True)]
            result[name] = torch.stack(terms).sum(0) / sum(weights)
        else:
            result[name] = first.clone()
    return result
    ### END SOLUTION


def task_vector(base: State, tuned: State) -> State:
    """What training added: tuned - base, for floating-point tensors alone; the others are left out.

    Raises ValueError on names or shapes that differ. Source: Ilharco et al. 2022 (arXiv 2212.04089), section 2.

    >>> task_vector({"w": torch.tensor([1.0])}, {"w": torch.tensor([3.0])})
    {'w': tensor([2.])}
    """
    # TODO(task-vectors): a difference
    ### BEGIN SOLUTION
    _check_alike([base, tuned])
    return {name: tuned[name] - value for name, value in base.items() if value.is_floating_point()}
    ### END SOLUTION


def apply_task_vectors(base: State, vectors: Sequence[State], scales: Sequence[float]) -> State:
    """base + sum(scale * vector); a negative scale makes a network forget. Other tensors are copied from the base.

    Raises ValueError if a vector has not exactly the names and shapes of the base's floating-point tensors, and on
    scales that are not one finite number for each vector.

    >>> apply_task_vectors({"w": torch.tensor([1.0])}, [{"w": torch.tensor([2.0])}], [-0.5])
    {'w': tensor([0.])}
    """
    # TODO(task-vectors): a sum
    ### BEGIN SOLUTION
    _check_alike([{name: value for name, value in base.items() if value.is_floating_point()}, *vectors])
    _check_numbers(scales, len(vectors))
    result = {name: value.clone() for name, value in base.items()}
    for vector, scale in zip(vectors, scales, strict=True):
        for name, value in vector.items():
            result[name] += scale * value
    return result
    ### END SOLUTION


def slerp(a: Tensor, b: Tensor, t: float) -> Tensor:
    """Spherical interpolation between two tensors of one shape, taken as long vectors: a at t = 0, b at t = 1.

    With the unit vectors a', b' and the angle w between them, the direction is
    (sin((1 - t) w) a' + sin(t w) b') / sin(w), and the length is (1 - t) |a| + t |b|. Where the angle is below 1e-4
    the direction may be that of (1 - t) a' + t b'. Any t from 0 to 1. Raises ValueError on another t, on shapes that
    differ, on a vector that is 0, NaN or infinite, and if a' and b' are opposite (|a' + b'| below 1e-5). Source:
    Shoemake 1985.

    >>> slerp(torch.tensor([1.0, 0.0]), torch.tensor([0.0, 3.0]), 0.5)
    tensor([1.4142, 1.4142])
    """
    # TODO(slerp): the angle is 2 atan2(|a' - b'|, |a' + b'|), which is exact where acos is not
    ### BEGIN SOLUTION
    if a.shape != b.shape:
        raise ValueError("a and b have different shapes")
    if not 0 <= t <= 1:
        raise ValueError(f"t must be from 0 to 1; got {t}")
    x, y = a.double(), b.double()
    lengths = float(x.norm()), float(y.norm())
    if not all(0 < length < math.inf for length in lengths):
        raise ValueError("a and b must be finite, and not 0")
    x, y = x / lengths[0], y / lengths[1]
    together = float((x + y).norm())
    if together < 1e-5:
        raise ValueError("a and b are opposite: no way between them is the shortest")
    angle = 2 * math.atan2(float((x - y).norm()), together)
    # sin((1 - t) w) / sin(w) tends to 1 - t
    p, q = ((math.sin(s * angle) / math.sin(angle)) if angle > 0 else s for s in (1 - t, t))
    return (((1 - t) * lengths[0] + t * lengths[1]) * (p * x + q * y)).to(a.dtype)
    ### END SOLUTION


def stitch(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    """(weight, bias) of the linear layer that best maps features x (n, p) of one net to features y (n, q) of another.

    weight (q, p) and bias (q,) minimise the sum of the squares of x weight^T + bias - y; of several that do, the
    weight with the smallest sum of squares is taken. Raises ValueError unless x and y are matrices of finite numbers
    with the same number of rows, 1 or more. Source: Bansal et al. 2021 (arXiv 2106.07682), section 2.

    >>> weight, bias = stitch(torch.tensor([[0.0], [1.0], [2.0]]), torch.tensor([[1.0], [3.0], [5.0]]))
    >>> weight.round(decimals=4), bias.round(decimals=4)
    (tensor([[2.]]), tensor([1.]))
    """
    # TODO(stitching): take the means off, torch.linalg.lstsq with driver="gelsd" or pinv; the means give the bias
    ### BEGIN SOLUTION
    if x.ndim != 2 or y.ndim != 2 or len(x) != len(y) or not len(x):
        raise ValueError("two matrices with the same number of rows are asked for")
    if not bool(torch.isfinite(x).all()) or not bool(torch.isfinite(y).all()):
        raise ValueError("finite numbers are asked for")
    p, q = x.double(), y.double()
    weight = (torch.linalg.pinv(p - p.mean(0), rtol=1e-9) @ (q - q.mean(0))).T
    bias = q.mean(0) - weight @ p.mean(0)
    return weight.to(x.dtype), bias.to(x.dtype)
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
