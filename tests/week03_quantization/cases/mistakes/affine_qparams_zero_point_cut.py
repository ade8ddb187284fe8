"""The zero point is cut off instead of rounded."""
# module: affine
# caught by: qparams

_right_qparams = qparams


def qparams(x, bits, *, symmetric=False, axis=None):
    scale, zero_point = _right_qparams(x, bits, symmetric=symmetric, axis=axis)
    if not symmetric and axis is None:
        zero_point = torch.trunc(-x.min().clamp(max=0) / scale).to(torch.int32)
    return scale, zero_point
