"""int16 accumulators overflow."""
# module: integer
# caught by: integer-linear

_right_accumulate = accumulate


def accumulate(q_x, x_zero, q_w, bias=None):
    acc = _right_accumulate(q_x, x_zero, q_w).to(torch.int16).to(torch.int32)
    _right_accumulate(q_x, x_zero, q_w, bias)
    return acc if bias is None else acc + bias
