"""Own errors, TypeError for wrong types, int64 in between, ties of the multiplier downwards."""
# module: integer

class Refused(ValueError):
    """No integers for that."""


def fixed_point(factor):
    if not isinstance(factor, float):
        raise Refused("a float below 1, please")
    if not 2.0**-31 <= factor < 1:
        raise Refused("factor")
    shift = 30
    while factor * 2.0**shift < 2**30 and shift < 61:
        shift += 1
    whole = math.ceil(Fraction(factor) * 2**shift - Fraction(1, 2))
    if whole == 2**31:
        return 2**30, shift - 1
    return whole, shift


def requantize(acc, factors, zero_point):
    if acc.dim() != 2 or len(factors) != acc.shape[1] or zero_point not in range(256):
        raise Refused("shapes or zero point")
    columns = [
        (((acc[:, j].long() * m + 2 ** (n - 1)) >> n) + zero_point).clamp(0, 255) for j, (m, n) in enumerate(factors)
    ]
    return torch.stack(columns, dim=1).to(torch.uint8)


def accumulate(q_x, x_zero, q_w, bias=None):
    if q_x.dim() != 2 or q_w.dim() != 2 or q_x.shape[1] != q_w.shape[1] or x_zero not in range(256):
        raise Refused("shapes or zero point")
    if bias is not None and tuple(bias.shape) != (len(q_w),):
        raise Refused("bias")
    acc = (q_x.short() - x_zero).long() @ q_w.long().t()
    return (acc if bias is None else bias + acc).to(torch.int32)


def quantized_linear(q_x, x_scale, x_zero, q_w, w_scale, bias, y_scale, y_zero):
    if tuple(w_scale.shape) != (q_w.shape[0],):
        raise Refused("scales")
    for scale in (x_scale, y_scale, *w_scale.tolist()):
        if not 0 < scale < math.inf:
            raise Refused("scale")
    factors = [fixed_point(x_scale / y_scale * scale) for scale in w_scale.tolist()]
    return requantize(accumulate(q_x, x_zero, q_w, bias), factors, y_zero)
