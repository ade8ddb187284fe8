"""Adds eps to the average before the root."""

# module: optimizers
# caught by: adamw-step

_decoupled = adamw_step


def adamw_step(params, grads, state, lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):

    _decoupled(params, grads, {}, lr, betas, eps, weight_decay)
    new, following = dict(params), dict(state)
    for name, g in grads.items():
        t, m, v = state.get(name, (0, torch.zeros_like(g), torch.zeros_like(g)))
        t = t + 1
        m = betas[0] * m + (1 - betas[0]) * g
        v = betas[1] * v + (1 - betas[1]) * g**2
        new[name] = params[name] * (1 - lr * weight_decay) - lr * m / (1 - betas[0] ** t) / (v / (1 - betas[1] ** t) + eps).sqrt()
        following[name] = (t, m, v)
    return new, following
