"""The weights are summed over the outputs instead of the inputs."""
# module: integer
# caught by: integer-linear

_right_accumulate = accumulate


def accumulate(q_x, x_zero, q_w, bias=None):
    acc = _right_accumulate(q_x, 0, q_w, bias)
    if not 0 <= x_zero <= 255:
        raise ValueError("zero point")
    return acc - x_zero * q_w.int().sum(dim=0, dtype=torch.int32)
