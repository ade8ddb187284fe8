"""Keeps all gradients in the state."""

# module: optimizers
# caught by: adamw-step

_decoupled = adamw_step


def adamw_step(params, grads, state, lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):

    past = state.get("past", [])
    new, following = _decoupled(params, grads, {n: s for n, s in state.items() if n != "past"}, lr, betas, eps, weight_decay)
    return new, {**following, "past": [*past, dict(grads)]}
