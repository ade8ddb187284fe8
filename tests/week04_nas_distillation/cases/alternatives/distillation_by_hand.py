"""The divergence written out with probabilities; the projection as a 1 x 1 convolution; teachers under no_grad."""
# module: distillation


class Mismatch(ValueError):
    """Shapes or numbers that make no sense."""


def distillation_loss(student_logits, teacher_logits, labels, temperature=4.0, alpha=0.9):
    if student_logits.dim() != 2 or tuple(student_logits.shape) != tuple(teacher_logits.shape) or labels.dim() != 1:
        raise Mismatch("shapes")
    if len(labels) != len(student_logits) or not (0 < temperature and 0 <= alpha and alpha <= 1):
        raise Mismatch("numbers")
    with torch.no_grad():
        log_p = torch.log_softmax(teacher_logits / temperature, dim=-1)
        p = log_p.exp()
    log_q = torch.log_softmax(student_logits / temperature, dim=-1)
    soft = (p * (log_p - log_q)).sum(-1).mean() * temperature * temperature
    hard = -torch.log_softmax(student_logits, dim=-1).gather(1, labels[:, None]).mean()
    return soft * alpha + hard * (1 - alpha)


def feature_loss(student, teacher, projection):
    if student.dim() != 4 or teacher.dim() != 4 or projection.dim() != 2:
        raise Mismatch("dimensions")
    n, c, h, w = student.shape
    if teacher.shape[0] != n or teacher.shape[2:] != (h, w) or tuple(projection.shape) != (teacher.shape[1], c):
        raise Mismatch("shapes")
    with torch.no_grad():
        target = teacher.clone()
    return F.mse_loss(F.conv2d(student, projection[:, :, None, None]), target)
