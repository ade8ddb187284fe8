"""NaN and infinity go into the scale."""
# module: affine
# caught by: qparams

def _check_values(x):
    if x.numel() == 0:
        raise ValueError("empty")


_right_quantize = quantize
_right_sqnr = sqnr_db


def quantize(x, scale, zero_point, bits, *, symmetric=False, axis=None):
    if not torch.isfinite(x).all():
        raise ValueError("not finite")
    return _right_quantize(x, scale, zero_point, bits, symmetric=symmetric, axis=axis)


def sqnr_db(x, x_hat):
    if not (torch.isfinite(x).all() and torch.isfinite(x_hat).all()):
        raise ValueError("not finite")
    return _right_sqnr(x, x_hat)
