"""Adds the decay to the gradient: Adam with L2, not AdamW."""

# module: optimizers
# caught by: adamw-step

_decoupled = adamw_step


def adamw_step(params, grads, state, lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):

    pulled = {name: g + weight_decay * params[name] if name in params and params[name].shape == g.shape else g for name, g in grads.items()}
    _decoupled(params, grads, {}, lr, betas, eps, weight_decay)
    return _decoupled(params, pulled, state, lr, betas, eps, 0.0)
