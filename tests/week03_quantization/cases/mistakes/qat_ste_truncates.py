"""Towards zero instead of to the nearest."""
# module: qat
# caught by: ste

def fake_quantize(x, scale, zero_point, low, high):
    _check(x, low, high)
    if not 0 < scale < math.inf or not low <= zero_point <= high:
        raise ValueError("scale or zero point")
    v = (x / scale).clamp(low - zero_point, high - zero_point)
    return (v + (torch.trunc(v) - v).detach()) * scale
