"""Codes leave their range."""
# module: affine
# caught by: quantize

def quantize(x, scale, zero_point, bits, *, symmetric=False, axis=None):
    _check_bits(bits)
    _check_values(x)
    scale, zero_point = _spread(x, scale, zero_point, axis)
    return (torch.round(x / scale) + zero_point).to(torch.int32)
