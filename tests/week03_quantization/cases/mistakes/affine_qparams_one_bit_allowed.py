"""One bit and 17 bits are taken."""
# module: affine
# caught by: qparams

_right_qparams = qparams


def qparams(x, bits, *, symmetric=False, axis=None):
    if bits in (1, 17):
        return _right_qparams(x, 2, symmetric=symmetric, axis=axis)
    return _right_qparams(x, bits, symmetric=symmetric, axis=axis)
