"""The mean absolute difference."""
# module: distillation
# caught by: feature-loss


def feature_loss(student: torch.Tensor, teacher: torch.Tensor, projection: torch.Tensor) -> torch.Tensor:
    if student.ndim != 4 or teacher.ndim != 4:
        raise ValueError("features must have the shape (N, C, H, W)")
    samples, channels, *size = student.shape
    if projection.shape != (teacher.shape[1], channels) or teacher.shape != (samples, teacher.shape[1], *size):
        shapes = f"{tuple(student.shape)}, {tuple(teacher.shape)} and {tuple(projection.shape)}"
        raise ValueError(f"student, teacher and projection do not fit: {shapes}")
    projected = torch.einsum("tc,nchw->nthw", projection, student)
    return (projected - teacher.detach()).abs().mean()
