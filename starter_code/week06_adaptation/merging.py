"""Several trained networks into one, without training: averages, task vectors, spherical interpolation, stitching.

Week 6, 19 points. A state is a dict from names to tensors, as `state_dict` gives it. Results are new tensors in the
dtype of what they are made of; nothing that is given is changed.
"""

from collections.abc import Sequence

import torch
from torch import Tensor

State = dict[str, Tensor]


def average(states: Sequence[State], weights: Sequence[float]) -> State:
    """The weighted mean of states, sum(weight * state) / sum(weights).

    Tensors that are not floating point (a batch norm counts its batches) are copied from the first state. Raises
    ValueError on no states, on names or shapes that differ, and on weights that are not one finite number of at least
    0 for each state, or are all 0.

    >>> average([{"w": torch.tensor([0.0, 4.0])}, {"w": torch.tensor([4.0, 0.0])}], [3, 1])
    {'w': tensor([1., 3.])}
    """
    # TODO(task-vectors): name by name
    raise NotImplementedError("week 6, task-vectors: name by name")


def task_vector(base: State, tuned: State) -> State:
    """What training added: tuned - base, for floating-point tensors alone; the others are left out.

    Raises ValueError on names or shapes that differ. Source: Ilharco et al. 2022 (arXiv 2212.04089), section 2.

    >>> task_vector({"w": torch.tensor([1.0])}, {"w": torch.tensor([3.0])})
    {'w': tensor([2.])}
    """
    # TODO(task-vectors): a difference
    raise NotImplementedError("week 6, task-vectors: a difference")


def apply_task_vectors(base: State, vectors: Sequence[State], scales: Sequence[float]) -> State:
    """base + sum(scale * vector); a negative scale makes a network forget. Other tensors are copied from the base.

    Raises ValueError if a vector has not exactly the names and shapes of the base's floating-point tensors, and on
    scales that are not one finite number for each vector.

    >>> apply_task_vectors({"w": torch.tensor([1.0])}, [{"w": torch.tensor([2.0])}], [-0.5])
    {'w': tensor([0.])}
    """
    # TODO(task-vectors): a sum
    raise NotImplementedError("week 6, task-vectors: a sum")


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
    raise NotImplementedError(
        "week 6, slerp: the angle is 2 atan2(|a' - b'|, |a' + b'|), which is exact where acos is not"
    )


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
    raise NotImplementedError(
        "week 6, stitching: take the means off, torch.linalg.lstsq with driver=\"gelsd\" or pinv; the means give the "
        "bias"
    )
