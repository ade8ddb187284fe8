"""The result is detached: no gradient at all."""
# module: qat
# caught by: ste

_right_fake = fake_quantize


def fake_quantize(x, scale, zero_point, low, high):
    return _right_fake(x, scale, zero_point, low, high).detach().requires_grad_()
