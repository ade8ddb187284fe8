"""torch.round's own gradient, which is 0."""
# module: qat
# caught by: ste

def fake_quantize(x, scale, zero_point, low, high):
    _check(x, low, high)
    if not 0 < scale < math.inf or not low <= zero_point <= high:
        raise ValueError("scale or zero point")
    return (torch.round(x / scale).clamp(low - zero_point, high - zero_point)) * scale
