"""Inside and outside are decided without the zero point."""
# module: qat
# caught by: ste

_right_fake = fake_quantize


class _Mask(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, scale, zero_point, low, high):
        v = x / scale
        ctx.save_for_backward(((v >= low) & (v <= high)).to(x.dtype))
        return _right_fake(x, scale, zero_point, low, high)

    @staticmethod
    def backward(ctx, incoming):
        return ctx.saved_tensors[0] * incoming, None, None, None, None


def fake_quantize(x, scale, zero_point, low, high):
    return _Mask.apply(x, scale, zero_point, low, high)
