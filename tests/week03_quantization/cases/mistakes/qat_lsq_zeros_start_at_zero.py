"""An input of zeros gives a step of 0."""
# module: qat
# caught by: lsq

def _forward(self, x):
    if not self.started:
        self.step.data.fill_(2 * float(x.detach().abs().mean()) / math.sqrt(self.high))
        self.started.fill_(True)
    return lsq_quantize(x, self.step, self.low, self.high)


class FakeQuantize(FakeQuantize):
    forward = _forward
