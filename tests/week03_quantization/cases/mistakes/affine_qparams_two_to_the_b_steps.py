"""2^b steps instead of 2^b - 1."""
# module: affine
# caught by: qparams

_right_qparams = qparams


def qparams(x, bits, *, symmetric=False, axis=None):
    scale, zero_point = _right_qparams(x, bits, symmetric=symmetric, axis=axis)
    return (scale, zero_point) if symmetric else (scale * (2**bits - 1) / 2**bits, zero_point)
