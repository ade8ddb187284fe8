"""The teacher's entropy is not subtracted: the gradient is right, the value is not 0 where both agree."""
# module: distillation
# caught by: distillation-loss


def distillation_loss(student_logits, teacher_logits, labels, temperature=4.0, alpha=0.9):
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
    soft = -(teacher.exp() * student).sum(dim=1).mean()
    return alpha * temperature**2 * soft + (1 - alpha) * F.cross_entropy(student_logits, labels)
