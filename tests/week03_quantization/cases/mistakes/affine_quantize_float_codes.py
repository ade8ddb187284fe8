"""Codes come back as floats."""
# module: affine
# caught by: quantize

_right_quantize = quantize


def quantize(x, scale, zero_point, bits, *, symmetric=False, axis=None):
    return _right_quantize(x, scale, zero_point, bits, symmetric=symmetric, axis=axis).float()
