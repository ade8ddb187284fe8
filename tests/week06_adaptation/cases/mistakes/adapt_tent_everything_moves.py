"""Every parameter moves."""
# module: adapt
# caught by: tent

_right_tent = tent_step


def tent_step(model, x, rate):
    log_p = torch.log_softmax(model(x), -1)
    loss = -(log_p.exp() * log_p).sum(-1).mean()
    others = [p for p in model.parameters() if p.requires_grad]
    grads = torch.autograd.grad(loss, others, allow_unused=True, materialize_grads=True) if others else []
    value = _right_tent(model, x, rate)
    norms = [id(p) for m in model.modules() if isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d, nn.LayerNorm)) for p in m.parameters()]
    for p, g in zip(others, grads):
        if id(p) not in norms:
            p.data -= rate * g
    return value
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
