"""Clips each tensor by its own norm."""

# module: optimizers
# caught by: clip-grad-norm

_one_factor = clip_grad_norm


def clip_grad_norm(grads, max_norm):

    _, norm = _one_factor(grads, max_norm)
    return {name: _one_factor({name: g}, max_norm)[0][name] for name, g in grads.items()}, norm
