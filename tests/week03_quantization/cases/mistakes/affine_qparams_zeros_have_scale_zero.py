"""A tensor or a channel of zeros has scale 0."""
# module: affine
# caught by: qparams

_right_qparams = qparams


def qparams(x, bits, *, symmetric=False, axis=None):
    scale, zero_point = _right_qparams(x, bits, symmetric=symmetric, axis=axis)
    if axis is None:
        return (scale, zero_point) if x.any() else (scale * 0, zero_point)
    rows = x.movedim(axis, 0).reshape(x.shape[axis], -1)
    return scale * rows.any(dim=1), zero_point
