"""Everything but the norms is left frozen."""
# module: adapt
# caught by: tent

_right_tent = tent_step


def tent_step(model, x, rate):
    value = _right_tent(model, x, rate)
    norms = [id(p) for m in model.modules() if isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d, nn.LayerNorm)) for p in m.parameters()]
    for p in model.parameters():
        p.requires_grad_(id(p) in norms)
    return value
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
