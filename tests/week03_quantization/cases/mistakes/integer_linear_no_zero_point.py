"""Codes are multiplied as they are."""
# module: integer
# caught by: integer-linear

_right_accumulate = accumulate


def accumulate(q_x, x_zero, q_w, bias=None):
    _right_accumulate(q_x, x_zero, q_w, bias)
    return _right_accumulate(q_x, 0, q_w, bias)
