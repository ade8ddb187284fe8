"""The symmetric range ends at 2^(b-1)."""
# module: affine
# caught by: qparams

_right_qparams = qparams


def qparams(x, bits, *, symmetric=False, axis=None):
    scale, zero_point = _right_qparams(x, bits, symmetric=symmetric, axis=axis)
    high = 2 ** (bits - 1)
    return (torch.where(scale == 1, scale, scale * (high - 1) / high), zero_point) if symmetric else (scale, zero_point)
