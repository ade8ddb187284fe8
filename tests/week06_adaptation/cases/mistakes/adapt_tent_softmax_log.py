"""The logarithm of the softmax, which is NaN for what is sure."""
# module: adapt
# caught by: tent

_right_tent = tent_step


def tent_step(model, x, rate):
    value = _right_tent(model, x, rate)
    with torch.no_grad():
        p = torch.softmax(model(x), -1)
        if bool((p == 0).any()):
            return float("nan")
    return value
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
