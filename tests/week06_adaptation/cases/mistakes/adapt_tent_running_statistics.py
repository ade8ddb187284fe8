"""Batch norms use the statistics of training."""
# module: adapt
# caught by: tent

_right_tent = tent_step


def tent_step(model, x, rate):
    kinds = [m for m in model.modules() if isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d))]
    for m in kinds:
        m.train = lambda mode=True, m=m: m
    try:
        return _right_tent(model, x, rate)
    finally:
        for m in kinds:
            del m.train
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
