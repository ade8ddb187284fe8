"""Centred codes and int64 products; whole numbers of Python for the rounding."""
# module: integer

def fixed_point(factor):
    if not 0 < factor < 1:
        raise ValueError("factor")
    shift, value = 0, Fraction(factor)
    while value < 2**30:
        value, shift = value * 2, shift + 1
    if shift > 61:
        raise ValueError("too small")
    whole = math.floor(value + Fraction(1, 2))
    return (2**30, shift - 1) if whole == 2**31 else (whole, shift)


def requantize(acc, factors, zero_point):
    if acc.dim() != 2 or len(factors) != acc.size(1) or zero_point < 0 or zero_point > 255:
        raise ValueError("shapes or zero point")
    rows = []
    for row in acc.tolist():
        codes = [((value * m + (1 << (n - 1))) >> n) + zero_point for value, (m, n) in zip(row, factors)]
        rows.append([max(0, min(255, code)) for code in codes])
    return torch.tensor(rows, dtype=torch.uint8).reshape(acc.shape)


def accumulate(q_x, x_zero, q_w, bias=None):
    if q_x.dim() != 2 or q_w.dim() != 2 or q_x.size(1) != q_w.size(1) or not 0 <= x_zero < 256:
        raise ValueError("shapes or zero point")
    if bias is not None and bias.shape != (q_w.size(0),):
        raise ValueError("bias")
    centred = q_x.long() - x_zero
    acc = torch.stack([(centred * row.long()).sum(dim=1) for row in q_w], dim=1)
    return (acc if bias is None else acc + bias.long()).int()
