"""Scales broadcast along the last axis."""
# module: affine
# caught by: quantize

_right_spread = _spread


def _spread(x, scale, zero_point, axis):
    if _channel(x, axis) is None or len(scale) != x.shape[-1]:
        return _right_spread(x, scale, zero_point, axis)
    return scale, zero_point
