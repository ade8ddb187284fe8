"""The zero point is subtracted in uint8."""
# module: integer
# caught by: integer-linear

_right_accumulate = accumulate


def accumulate(q_x, x_zero, q_w, bias=None):
    _right_accumulate(q_x, x_zero, q_w, bias)
    return _right_accumulate(q_x - torch.tensor(x_zero, dtype=torch.uint8), 0, q_w, bias)
