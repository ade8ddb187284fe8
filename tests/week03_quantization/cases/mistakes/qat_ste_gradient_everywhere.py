"""x + (quantized - x).detach(): nothing stops the gradient outside."""
# module: qat
# caught by: ste

_right_fake = fake_quantize


def fake_quantize(x, scale, zero_point, low, high):
    return x + (_right_fake(x, scale, zero_point, low, high) - x).detach()
