"""floor(x + 1/2): ties go up instead of to the even code."""
# module: affine
# caught by: quantize

def quantize(x, scale, zero_point, bits, *, symmetric=False, axis=None):
    _check_bits(bits)
    _check_values(x)
    scale, zero_point = _spread(x, scale, zero_point, axis)
    return (torch.floor(x / scale + 0.5) + zero_point).clamp(*_code_range(bits, symmetric)).to(torch.int32)
