"""Counts the steps once for all parameters."""

# module: optimizers
# caught by: adamw-step

_decoupled = adamw_step


def adamw_step(params, grads, state, lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):

    _decoupled(params, grads, {}, lr, betas, eps, weight_decay)
    steps = state.get("steps", 0)
    own = {n: (steps, *state[n][1:]) if n in state else (steps, torch.zeros_like(g), torch.zeros_like(g)) for n, g in grads.items()}
    new, following = _decoupled(params, grads, own, lr, betas, eps, weight_decay)
    return new, {**state, **following, "steps": steps + 1}
