"""Changes the parameters that it is given."""

# module: optimizers
# caught by: adamw-step

_decoupled = adamw_step


def adamw_step(params, grads, state, lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):

    new, following = _decoupled(params, grads, state, lr, betas, eps, weight_decay)
    for name in grads:
        params[name].copy_(new[name])
    return dict(params), following
