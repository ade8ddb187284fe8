"""Adds the norms of the tensors."""

# module: optimizers
# caught by: clip-grad-norm

_one_factor = clip_grad_norm


def clip_grad_norm(grads, max_norm):

    _one_factor(grads, max_norm)
    norm = sum(float(g.double().norm()) for g in grads.values())
    return {name: g * min(1.0, max_norm / (norm + 1e-6)) for name, g in grads.items()}, norm
