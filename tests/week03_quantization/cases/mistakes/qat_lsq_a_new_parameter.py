"""The first pass puts another Parameter in place of the step."""
# module: qat
# caught by: lsq

_right_forward = FakeQuantize.forward


def _forward(self, x):
    if not self.started:
        self.step = nn.Parameter(self.step.detach().clone())
    return _right_forward(self, x)


class FakeQuantize(FakeQuantize):
    forward = _forward
