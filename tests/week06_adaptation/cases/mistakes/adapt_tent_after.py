"""The entropy after the step is returned."""
# module: adapt
# caught by: tent

_right_tent = tent_step


def tent_step(model, x, rate):
    before = [p.detach().clone() for p in model.parameters()]
    _right_tent(model, x, rate)
    after = [p.detach().clone() for p in model.parameters()]
    value = _right_tent(model, x, rate)
    for p, kept in zip(model.parameters(), after):
        p.data.copy_(kept)
    return value
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
