"""Week 4, part 4: knowledge distillation. A small net learns from what a large one thinks of every class.

All losses are means over the batch, scalars (0-d tensors) of the student's dtype, differentiable, and finite for large
logits too. No gradient ever reaches the teacher.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F


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
    ### BEGIN SOLUTION
    if student_logits.ndim != 2 or student_logits.shape != teacher_logits.shape:
        shapes = f"{tuple(student_logits.shape)} and {tuple(teacher_logits.shape)}"
        raise ValueError(f"student and teacher must give logits of the same shape (N, C); got {shapes}")
    if labels.shape != student_logits.shape[:1]:
        raise ValueError(f"one label a sample is asked for; got {tuple(labels.shape)}")
    if not temperature > 0:
        raise ValueError(f"temperature must be above 0; got {temperature}")
    if not 0 <= alpha <= 1:
        raise ValueError(f"alpha must lie in [0, 1]; got {alpha}")
    student = F.log_softmax(student_logits / temperature, dim=1)
    teacher = F.log_softmax(teacher_logits.detach() / temperature, dim=1)
    soft = F.kl_div(student, teacher, reduction="batchmean", log_target=True)
    return alpha * temperature**2 * soft + (1 - alpha) * F.cross_entropy(student_logits, labels)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    if student.ndim != 4 or teacher.ndim != 4:
        raise ValueError("features must have the shape (N, C, H, W)")
    samples, channels, *size = student.shape
    if projection.shape != (teacher.shape[1], channels) or teacher.shape != (samples, teacher.shape[1], *size):
        shapes = f"{tuple(student.shape)}, {tuple(teacher.shape)} and {tuple(projection.shape)}"
        raise ValueError(f"student, teacher and projection do not fit: {shapes}")
    projected = torch.einsum("tc,nchw->nthw", projection, student)
    return (projected - teacher.detach()).square().mean()
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
