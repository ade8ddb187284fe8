"""max_norm / norm, without 1e-6."""

# module: optimizers
# caught by: clip-grad-norm

_one_factor = clip_grad_norm


def clip_grad_norm(grads, max_norm):

    clipped, norm = _one_factor(grads, max_norm)
    return ({name: g * (max_norm / norm) for name, g in grads.items()} if norm > max_norm else dict(grads)), norm
