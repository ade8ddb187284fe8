"""Scales of a wrong shape broadcast, or fail as torch fails."""
# module: affine
# caught by: quantize

def _spread(x, scale, zero_point, axis):
    channel = _channel(x, axis)
    if not (torch.isfinite(scale).all() and (scale > 0).all()):
        raise ValueError("scale")
    if channel is None:
        return scale, zero_point
    shape = [-1 if dim == channel else 1 for dim in range(x.ndim)]
    return scale.reshape(shape), zero_point.reshape(shape)
