"""One bias serves every output."""
# module: integer
# caught by: integer-linear

def accumulate(q_x, x_zero, q_w, bias=None):
    _check_zero_point(x_zero)
    _check_codes("q_x", q_x, torch.uint8, 2)
    _check_codes("q_w", q_w, torch.int8, 2)
    if q_x.shape[1] != q_w.shape[1]:
        raise ValueError("shapes")
    if bias is not None and bias.numel() not in (1, q_w.shape[0]):
        raise ValueError("bias")
    acc = q_x.int() @ q_w.int().T - x_zero * q_w.int().sum(dim=1, dtype=torch.int32)
    return acc if bias is None else acc + bias
