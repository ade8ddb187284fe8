"""Per channel in name only: each gets the scale of the tensor."""
# module: affine
# caught by: qparams

_right_qparams = qparams


def qparams(x, bits, *, symmetric=False, axis=None):
    channel = _channel(x, axis)
    scale, zero_point = _right_qparams(x, bits, symmetric=symmetric)
    if channel is None:
        return scale, zero_point
    return scale.expand(x.shape[channel]).clone(), zero_point.expand(x.shape[channel]).clone()
