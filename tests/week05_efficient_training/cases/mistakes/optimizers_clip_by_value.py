"""Clips each number."""

# module: optimizers
# caught by: clip-grad-norm

_one_factor = clip_grad_norm


def clip_grad_norm(grads, max_norm):

    _, norm = _one_factor(grads, max_norm)
    return {name: g.clamp(-max_norm, max_norm) for name, g in grads.items()}, norm
