"""The zero point is subtracted in the codes' own type."""
# module: affine
# caught by: quantize

def dequantize(q, scale, zero_point, *, axis=None):
    scale, zero_point = _spread(q, scale, zero_point, axis)
    return (q - zero_point.to(q.dtype)).to(scale.dtype) * scale
