"""Only batch norms are known."""
# module: adapt
# caught by: tent

_right_tent = tent_step


def tent_step(model, x, rate):
    if not any(isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d)) for m in model.modules()):
        raise ValueError("no batch norm")
    return _right_tent(model, x, rate)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
