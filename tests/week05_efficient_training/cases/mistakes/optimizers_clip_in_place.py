"""Changes the gradients that it is given."""

# module: optimizers
# caught by: clip-grad-norm

_one_factor = clip_grad_norm


def clip_grad_norm(grads, max_norm):

    clipped, norm = _one_factor(grads, max_norm)
    return {name: g.copy_(clipped[name]) for name, g in grads.items()}, norm
