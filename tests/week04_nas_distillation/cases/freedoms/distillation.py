"""Every freedom: an own ValueError, TypeErrors for wrong types, one log-softmax for both uses, a loss that is summed first."""
# module: distillation


class Refused(ValueError):
    """No loss can be made of this."""


def distillation_loss(student_logits, teacher_logits, labels, temperature=4.0, alpha=0.9):
    if not all(isinstance(t, torch.Tensor) for t in (student_logits, teacher_logits, labels)):
        raise TypeError("tensors, please")
    n, c = student_logits.shape if student_logits.ndim == 2 else (-1, -1)
    if (n, c) != tuple(teacher_logits.shape) or (n,) != tuple(labels.shape):
        raise Refused("shapes")
    if temperature != temperature or temperature <= 0 or alpha != alpha or min(alpha, 1 - alpha) < 0:
        raise Refused("numbers")
    z, v = student_logits.log_softmax(1), teacher_logits.detach().log_softmax(1)
    hard = -z[torch.arange(n), labels].sum() / n
    q, p = (z / temperature).log_softmax(1), (v / temperature).log_softmax(1)
    soft = torch.nn.KLDivLoss(reduction="sum", log_target=True)(q, p) / n
    return torch.lerp(hard, soft * temperature**2, float(alpha))


def feature_loss(student, teacher, projection):
    if not all(isinstance(t, torch.Tensor) for t in (student, teacher, projection)):
        raise TypeError("tensors, please")
    if [t.ndim for t in (student, teacher, projection)] != [4, 4, 2]:
        raise Refused("dimensions")
    rows = student.permute(0, 2, 3, 1)
    wanted = teacher.detach().permute(0, 2, 3, 1)
    if rows.shape[:3] != wanted.shape[:3] or projection.shape != (wanted.shape[3], rows.shape[3]):
        raise Refused("shapes")
    difference = rows @ projection.T - wanted
    return (difference * difference).sum() / difference.numel()
