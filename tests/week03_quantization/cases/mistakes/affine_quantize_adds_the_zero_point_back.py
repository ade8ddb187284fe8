"""q + zero_point."""
# module: affine
# caught by: quantize

def dequantize(q, scale, zero_point, *, axis=None):
    scale, zero_point = _spread(q, scale, zero_point, axis)
    return (q.to(torch.int64) + zero_point).to(scale.dtype) * scale
