"""torch's own fake quantization, whose gradient passes in the half step beyond; own errors."""
# module: qat

class Refused(ValueError):
    """No codes for that."""


def fake_quantize(x, scale, zero_point, low, high):
    if not x.is_floating_point():
        raise TypeError("floats, please")
    if not x.numel() or not 0 < scale < math.inf or low >= high or not low <= zero_point <= high:
        raise Refused("range")
    code = (x / scale).round() + zero_point
    inside = ((code >= low) & (code <= high)).to(x.dtype).detach()
    value = (code.clamp(low, high) - zero_point) * scale
    return value.detach() + inside * (x - x.detach())


def lsq_quantize(x, step, low, high):
    if not x.is_floating_point():
        raise TypeError("floats, please")
    if not x.numel() or step.dim() or not 0 < step.item() < math.inf or low >= high or high <= 0:
        raise Refused("range or step")
    v = (x / step).detach()
    inside = ((v > low) & (v < high)).to(x.dtype)
    slope = torch.where(inside.bool(), v.round() - v, v.clamp(low, high)) / math.sqrt(x.numel() * high)
    value = (v.clamp(low, high).round() * step).detach()
    return value + inside * (x - x.detach()) + slope * (step - step.detach())


class FakeQuantize(FakeQuantize):
    """The given class, its forward written anew."""

    def forward(self, x):
        if not self.started.item():
            with torch.no_grad():
                size = x.abs().mean()
                self.step.data = torch.where(size > 0, 2 * size / self.high**0.5, torch.ones_like(size))
                self.started.fill_(True)
        return lsq_quantize(x, self.step, self.low, self.high)
