"""x times 1 / scale instead of x / scale; zero point by floor; results that still know their graph."""
# module: affine

def qparams(x, bits, *, symmetric=False, axis=None):
    _check_bits(bits)
    _check_values(x)
    channel = _channel(x, axis)
    others = tuple(d for d in range(x.ndim) if d != channel)
    lo = (x.amin(dim=others) if others else x).clamp(max=0)
    hi = (x.amax(dim=others) if others else x).clamp(min=0)
    low, high = _code_range(bits, symmetric)
    scale = (torch.maximum(hi, -lo) if symmetric else hi - lo) * (1 / (high if symmetric else high - low))
    scale = scale + (scale == 0).to(scale.dtype)
    zero_point = (-lo / scale).add(0.5).floor().clamp(low, high) * (0 if symmetric else 1)
    return scale, zero_point.int()


def quantize(x, scale, zero_point, bits, *, symmetric=False, axis=None):
    _check_bits(bits)
    _check_values(x)
    scale, zero_point = _spread(x, scale, zero_point, axis)
    low, high = _code_range(bits, symmetric)
    codes = torch.round(x.double() * (1 / scale.double())).long() + zero_point
    return torch.minimum(torch.maximum(codes, torch.tensor(low)), torch.tensor(high)).int()
