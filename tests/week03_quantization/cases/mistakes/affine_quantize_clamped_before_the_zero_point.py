"""Clamped first, then moved by the zero point."""
# module: affine
# caught by: quantize

def quantize(x, scale, zero_point, bits, *, symmetric=False, axis=None):
    _check_bits(bits)
    _check_values(x)
    scale, zero_point = _spread(x, scale, zero_point, axis)
    return (torch.round(x / scale).clamp(*_code_range(bits, symmetric)) + zero_point).to(torch.int32)
