"""Whatever axis is asked for, the last is taken."""
# module: affine
# caught by: qparams

_right_qparams = qparams


def qparams(x, bits, *, symmetric=False, axis=None):
    return _right_qparams(x, bits, symmetric=symmetric, axis=None if _channel(x, axis) is None else -1)
