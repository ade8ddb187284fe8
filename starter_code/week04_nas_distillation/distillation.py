"""Week 4, part 4: knowledge distillation. A small net learns from what a large one thinks of every class.

All losses are means over the batch, scalars (0-d tensors) of the student's dtype, differentiable, and finite for large
logits too. No gradient ever reaches the teacher.
"""

from __future__ import annotations

import torch


def distillation_loss(
    student_logits: torch.Tensor,
    teacher_logits: torch.Tensor,
    labels: torch.Tensor,
    temperature: float = 4.0,
    alpha: float = 0.9,
) -> torch.Tensor:
    """alpha T^2 KL(teacher at T || student at T) + (1 - alpha) cross entropy with the labels (Hinton et al. 2015).

    Logits are (N, C), labels (N,) int64. "At T" is softmax(logits / T); the cross entropy has no temperature. Both
    parts are means over the N samples. Raises `ValueError` when shapes do not match, when the temperature is not above
    0, and when alpha is outside [0, 1] (NaN is neither).

    >>> logits = torch.tensor([[2.0, 0.0, -1.0]])
    >>> float(distillation_loss(logits, logits, torch.tensor([0]), alpha=1.0))
    0.0
    >>> teacher = torch.tensor([[0.0, 2.0, -1.0]])
    >>> round(float(distillation_loss(logits, teacher, torch.tensor([0]), temperature=2.0, alpha=0.5)), 4)
    0.8795
    """
    # TODO(distillation-loss): soften both, compare them in the right order, scale by T^2, and mix with the labels' loss
    raise NotImplementedError(
        "week 4, distillation-loss: soften both, compare them in the right order, scale by T^2, and mix with the "
        "labels' loss"
    )


def feature_loss(student: torch.Tensor, teacher: torch.Tensor, projection: torch.Tensor) -> torch.Tensor:
    """Mean squared difference between projected student features and teacher features (Romero et al. 2015).

    Features are (N, C_s, H, W) and (N, C_t, H, W); `projection` is (C_t, C_s) and maps the student's channels to the
    teacher's at every pixel; it learns, too. The mean is over all elements. Raises `ValueError` when a shape does
    not fit: nothing is broadcast.

    >>> student = torch.tensor([1.0, 2.0]).reshape(1, 2, 1, 1)
    >>> teacher = torch.tensor([3.0, 0.0, 1.0]).reshape(1, 3, 1, 1)
    >>> projection = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    >>> round(float(feature_loss(student, teacher, projection)), 4)
    4.0
    """
    # TODO(feature-loss): map the channels at every pixel, subtract, square, take the mean
    raise NotImplementedError("week 4, feature-loss: map the channels at every pixel, subtract, square, take the mean")
