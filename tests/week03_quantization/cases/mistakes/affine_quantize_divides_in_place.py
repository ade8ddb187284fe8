"""x is overwritten."""
# module: affine
# caught by: quantize

_right_quantize = quantize


def quantize(x, scale, zero_point, bits, *, symmetric=False, axis=None):
    codes = _right_quantize(x, scale, zero_point, bits, symmetric=symmetric, axis=axis)
    x.copy_(codes)
    return codes
