"""The gradient is that of the codes, scale times too large or small."""
# module: qat
# caught by: ste

_right_fake = fake_quantize


def fake_quantize(x, scale, zero_point, low, high):
    y = _right_fake(x, scale, zero_point, low, high)
    return y * scale + (y - y * scale).detach()
