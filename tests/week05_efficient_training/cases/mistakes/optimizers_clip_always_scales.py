"""Scales small gradients up to the limit."""

# module: optimizers
# caught by: clip-grad-norm

_one_factor = clip_grad_norm


def clip_grad_norm(grads, max_norm):

    _, norm = _one_factor(grads, max_norm)
    return {name: g * (max_norm / (norm + 1e-6)) for name, g in grads.items()}, norm
