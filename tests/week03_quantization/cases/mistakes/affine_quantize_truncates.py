"""Towards zero instead of to the nearest."""
# module: affine
# caught by: quantize

def quantize(x, scale, zero_point, bits, *, symmetric=False, axis=None):
    _check_bits(bits)
    _check_values(x)
    scale, zero_point = _spread(x, scale, zero_point, axis)
    return (torch.trunc(x / scale) + zero_point).clamp(*_code_range(bits, symmetric)).to(torch.int32)
