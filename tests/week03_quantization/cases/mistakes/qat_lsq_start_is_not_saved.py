"""A plain attribute says whether the step is set."""
# module: qat
# caught by: lsq

_right_forward = FakeQuantize.forward


def _forward(self, x):
    if not getattr(self, "seen", False):
        self.seen = True
        self.started.fill_(False)
    return _right_forward(self, x)


class FakeQuantize(FakeQuantize):
    forward = _forward
