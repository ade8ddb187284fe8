"""Looks at the first beta only."""

# module: optimizers
# caught by: adamw-step

_decoupled = adamw_step


def adamw_step(params, grads, state, lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):

    if not 0 <= betas[1] < 1:
        _decoupled(params, grads, state, lr, (betas[0], 0.5), eps, weight_decay)
        return dict(params), dict(state)
    return _decoupled(params, grads, state, lr, betas, eps, weight_decay)
