"""Week 5, part 4: one step of AdamW, the clipping before it, and the learning rate that it takes.

Plain functions: tensors come in as dicts from names, and new ones come out; nothing is changed. Followed over many
steps they give torch.optim's trajectories, and torch.optim is not to be used.
"""

from __future__ import annotations

import math
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
    ### BEGIN SOLUTION
    if not (lr >= 0 and eps >= 0 and weight_decay >= 0 and all(0 <= beta < 1 for beta in betas)):
        raise ValueError("lr, eps and weight_decay of 0 or more, and betas from 0 to below 1")
    if any(name not in params or gradient.shape != params[name].shape for name, gradient in grads.items()):
        raise ValueError("a gradient needs a parameter of its name and shape")
    new, following = dict(params), dict(state)
    for name, gradient in grads.items():
        steps, first, second = state.get(name, (0, torch.zeros_like(gradient), torch.zeros_like(gradient)))
        steps += 1
        first = betas[0] * first + (1 - betas[0]) * gradient
        second = betas[1] * second + (1 - betas[1]) * gradient**2
        size = (second / (1 - betas[1] ** steps)).sqrt() + eps
        new[name] = params[name] * (1 - lr * weight_decay) - lr * first / (1 - betas[0] ** steps) / size
        following[name] = (steps, first, second)
    return new, following
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    if not max_norm > 0:
        raise ValueError(f"max_norm must be above 0; got {max_norm}")
    norm = math.sqrt(sum(gradient.double().square().sum().item() for gradient in grads.values()))
    if not math.isfinite(norm):
        raise ValueError("a gradient is NaN or infinite")
    factor = min(1.0, max_norm / (norm + 1e-6))
    return {name: gradient * factor for name, gradient in grads.items()}, norm
    ### END SOLUTION


def cosine_lr(step: float, max_lr: float, warmup: int, total: int, min_lr: float = 0.0) -> float:
    """The learning rate at a step, counted from 0: a linear warm-up, half a cosine, then the least rate.

    Before `warmup` it is max_lr * (step + 1) / warmup; from there to `total` it falls from max_lr to min_lr as half a
    period of a cosine; from `total` on it is min_lr. Loshchilov and Hutter 2017, arXiv 1608.03983, equation 5.

    Raises `ValueError` unless 0 <= warmup < total and 0 <= min_lr <= max_lr, and on a step that is negative or NaN.

    >>> [round(cosine_lr(step, 1.0, 2, 6), 4) for step in (0, 1, 2, 4, 6, 9)]
    [0.5, 1.0, 1.0, 0.5, 0.0, 0.0]
    """
    # TODO(cosine-lr): three cases
    ### BEGIN SOLUTION
    if not (0 <= warmup < total and 0 <= min_lr <= max_lr and step >= 0):
        raise ValueError("0 <= warmup < total, 0 <= min_lr <= max_lr, and a step of 0 or more")
    if step < warmup:
        return max_lr * (step + 1) / warmup
    part = min((step - warmup) / (total - warmup), 1.0)
    return min_lr + (max_lr - min_lr) * (1 + math.cos(math.pi * part)) / 2
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
