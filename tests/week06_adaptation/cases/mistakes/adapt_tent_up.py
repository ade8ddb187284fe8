"""The entropy is raised."""
# module: adapt
# caught by: tent

_right_tent = tent_step


def tent_step(model, x, rate):
    norms = [p for m in model.modules() if isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d, nn.LayerNorm)) for p in m.parameters()]
    before = [p.detach().clone() for p in norms]
    value = _right_tent(model, x, rate)
    for p, old in zip(norms, before):
        p.data = 2 * old - p.data
    return value
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
