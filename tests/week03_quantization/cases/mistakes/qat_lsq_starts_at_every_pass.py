"""The step follows each input."""
# module: qat
# caught by: lsq

def _forward(self, x):
    size = float(x.detach().abs().mean())
    self.step.data.fill_(2 * size / math.sqrt(self.high) if size else 1.0)
    self.started.fill_(True)
    return lsq_quantize(x, self.step, self.low, self.high)


class FakeQuantize(FakeQuantize):
    forward = _forward
