"""A float32 product: sums beyond 2^24 are rounded."""
# module: integer
# caught by: integer-linear

_right_accumulate = accumulate


def accumulate(q_x, x_zero, q_w, bias=None):
    _right_accumulate(q_x, x_zero, q_w, bias)
    acc = ((q_x.float() - x_zero) @ q_w.float().T).to(torch.int32)
    return acc if bias is None else acc + bias
