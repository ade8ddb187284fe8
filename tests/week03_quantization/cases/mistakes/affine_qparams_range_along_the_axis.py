"""The range is taken over the axis instead of for each index along it."""
# module: affine
# caught by: qparams

_right_qparams = qparams


def qparams(x, bits, *, symmetric=False, axis=None):
    channel = _channel(x, axis)
    if channel is None or x.ndim != 2:
        return _right_qparams(x, bits, symmetric=symmetric, axis=axis)
    return _right_qparams(x, bits, symmetric=symmetric, axis=1 - channel)
