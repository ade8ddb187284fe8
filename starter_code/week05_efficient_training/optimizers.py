"""Week 5, part 4: one step of AdamW, the clipping before it, and the learning rate that it takes.

Plain functions: tensors come in as dicts from names, and new ones come out; nothing is changed. Followed over many
steps they give torch.optim's trajectories, and torch.optim is not to be used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor


def adamw_step(
    params: Mapping[str, Tensor],
    grads: Mapping[str, Tensor],
    state: Mapping[str, Any],
    lr: float,
    betas: tuple[float, float] = (0.9, 0.999),
    eps: float = 1e-8,
    weight_decay: float = 0.01,
) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """One AdamW step: a pair of the new parameters and the new state, both dicts.

    The state is {} before the first step, and then whatever the last step returned (a dict of tensors and numbers, of
    at most two numbers a parameter and a few more for each name). A parameter without a gradient stays as it is,
    decay included, and its steps do not count. With t its number of steps, this one included:
    w -= lr * weight_decay * w; m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2;
    w -= lr * (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps). Loshchilov and Hutter 2019, arXiv 1711.05101.

    Raises `ValueError` when lr, eps or weight_decay is negative or NaN, when a beta is not from 0 to below 1, and on a
    gradient whose name or shape no parameter has.

    >>> params, state = adamw_step({"w": torch.ones(2)}, {"w": torch.tensor([3.0, -5.0])}, {}, lr=0.1, weight_decay=0.0)
    >>> params["w"]
    tensor([0.9000, 1.1000])
    """
    # TODO(adamw-step): decay the weight itself, not the gradient; correct both averages for their start at 0
    raise NotImplementedError(
        "week 5, adamw-step: decay the weight itself, not the gradient; correct both averages for their start at 0"
    )


def clip_grad_norm(grads: Mapping[str, Tensor], max_norm: float) -> tuple[dict[str, Tensor], float]:
    """The gradients, scaled by one common factor so that their norm is at most max_norm, and the norm before.

    The norm is that of all gradients as one vector, computed in double precision whatever their dtype. The factor is
    max_norm / (norm + 1e-6), or 1 where that is above 1. Shapes and dtypes stay. Without gradients the norm is 0.
    Pascanu et al. 2013, arXiv 1211.5063.

    Raises `ValueError` when max_norm is not above 0, and when the norm is NaN or infinite.

    >>> clipped, norm = clip_grad_norm({"a": torch.tensor([3.0]), "b": torch.tensor([-4.0])}, 1.0)
    >>> norm, clipped["b"]
    (5.0, tensor([-0.8000]))
    """
    # TODO(clip-grad-norm): one norm over everything, then one factor for everything
    raise NotImplementedError("week 5, clip-grad-norm: one norm over everything, then one factor for everything")


def cosine_lr(step: float, max_lr: float, warmup: int, total: int, min_lr: float = 0.0) -> float:
    """The learning rate at a step, counted from 0: a linear warm-up, half a cosine, then the least rate.

    Before `warmup` it is max_lr * (step + 1) / warmup; from there to `total` it falls from max_lr to min_lr as half a
    period of a cosine; from `total` on it is min_lr. Loshchilov and Hutter 2017, arXiv 1608.03983, equation 5.

    Raises `ValueError` unless 0 <= warmup < total and 0 <= min_lr <= max_lr, and on a step that is negative or NaN.

    >>> [round(cosine_lr(step, 1.0, 2, 6), 4) for step in (0, 1, 2, 4, 6, 9)]
    [0.5, 1.0, 1.0, 0.5, 0.0, 0.0]
    """
    # TODO(cosine-lr): three cases
    raise NotImplementedError("week 5, cosine-lr: three cases")
