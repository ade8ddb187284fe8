"""The counter of batches moves along."""
# module: adapt
# caught by: tent

_right_tent = tent_step


def tent_step(model, x, rate):
    value = _right_tent(model, x, rate)
    for m in model.modules():
        if isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d)):
            m.num_batches_tracked += 1
    return value
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
