"""view instead of reshape."""
# module: affine
# caught by: qparams

_right_qparams = qparams


def qparams(x, bits, *, symmetric=False, axis=None):
    x.view(-1)
    return _right_qparams(x, bits, symmetric=symmetric, axis=axis)
