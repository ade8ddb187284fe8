"""Values beyond the ends get the gradient too."""
# module: qat
# caught by: lsq

_right_lsq = lsq_quantize


def lsq_quantize(x, step, low, high):
    return _right_lsq(x.detach(), step, low, high) + x - x.detach()
