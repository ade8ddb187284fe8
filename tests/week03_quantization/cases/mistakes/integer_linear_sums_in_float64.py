"""Exact, but by floating-point operations."""
# module: integer
# caught by: integer-linear

_right_accumulate = accumulate


def accumulate(q_x, x_zero, q_w, bias=None):
    _right_accumulate(q_x, x_zero, q_w, bias)
    acc = ((q_x.double() - x_zero) @ q_w.double().T).to(torch.int32)
    return acc if bias is None else acc + bias
