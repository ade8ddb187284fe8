"""A scale of 0 or below gives some codes."""
# module: affine
# caught by: quantize

def _spread(x, scale, zero_point, axis):
    channel = _channel(x, axis)
    wanted = () if channel is None else (x.shape[channel],)
    if tuple(scale.shape) != wanted or tuple(zero_point.shape) != wanted:
        raise ValueError("shape")
    if channel is None:
        return scale, zero_point
    shape = [-1 if dim == channel else 1 for dim in range(x.ndim)]
    return scale.reshape(shape), zero_point.reshape(shape)
