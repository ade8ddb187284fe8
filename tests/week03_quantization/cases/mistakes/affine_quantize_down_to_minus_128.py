"""One code too many at the lower end of the symmetric range."""
# module: affine
# caught by: quantize

def quantize(x, scale, zero_point, bits, *, symmetric=False, axis=None):
    _check_bits(bits)
    _check_values(x)
    scale, zero_point = _spread(x, scale, zero_point, axis)
    low, high = _code_range(bits, symmetric)
    return (torch.round(x / scale) + zero_point).clamp(low - symmetric, high).to(torch.int32)
