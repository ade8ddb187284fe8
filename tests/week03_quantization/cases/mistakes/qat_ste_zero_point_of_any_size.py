"""A zero point that is no code is taken."""
# module: qat
# caught by: ste

def fake_quantize(x, scale, zero_point, low, high):
    _check(x, low, high)
    if not 0 < scale < math.inf:
        raise ValueError("scale")
    return _round((x / scale).clamp(low - zero_point, high - zero_point)) * scale
