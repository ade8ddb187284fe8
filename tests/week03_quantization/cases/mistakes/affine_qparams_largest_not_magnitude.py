"""The symmetric range looks at the maximum, not at the magnitude."""
# module: affine
# caught by: qparams

_right_qparams = qparams


def qparams(x, bits, *, symmetric=False, axis=None):
    return _right_qparams(x.clamp(min=0) if symmetric and bool((x > 0).any()) else x, bits, symmetric=symmetric, axis=axis)
