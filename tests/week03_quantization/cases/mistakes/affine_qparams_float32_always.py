"""float64 values get a float32 scale."""
# module: affine
# caught by: qparams

_right_qparams = qparams


def qparams(x, bits, *, symmetric=False, axis=None):
    scale, zero_point = _right_qparams(x, bits, symmetric=symmetric, axis=axis)
    return scale.float(), zero_point
