"""The entropy is returned in bits."""
# module: adapt
# caught by: tent

_right_tent = tent_step


def tent_step(model, x, rate):
    return _right_tent(model, x, rate) / math.log(2)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
