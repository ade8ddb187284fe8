"""The range of the values alone, whether 0 is in it or not."""
# module: affine
# caught by: qparams

def qparams(x, bits, *, symmetric=False, axis=None):
    _check_bits(bits)
    _check_values(x)
    channel = _channel(x, axis)
    rows = x.reshape(1, -1) if channel is None else x.movedim(channel, 0).reshape(x.shape[channel], -1)
    lo, hi = rows.amin(dim=1), rows.amax(dim=1)
    low, high = _code_range(bits, symmetric)
    width = torch.maximum(-lo, hi) if symmetric else hi - lo
    scale = torch.where(width > 0, width / (high if symmetric else high), torch.ones_like(width))
    zero_point = torch.zeros_like(scale) if symmetric else torch.round(-lo / scale).clamp(low, high)
    zero_point = zero_point.to(torch.int32)
    return (scale[0], zero_point[0]) if channel is None else (scale, zero_point)
