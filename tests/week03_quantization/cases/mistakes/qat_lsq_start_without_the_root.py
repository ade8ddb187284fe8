"""2 mean|x|, whatever the number of bits."""
# module: qat
# caught by: lsq

_right_forward = FakeQuantize.forward


def _forward(self, x):
    if not self.started:
        _right_forward(self, x)
        self.step.data.mul_(math.sqrt(self.high))
    return lsq_quantize(x, self.step, self.low, self.high)


class FakeQuantize(FakeQuantize):
    forward = _forward
