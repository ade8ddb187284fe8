"""Returns the norm after clipping."""

# module: optimizers
# caught by: clip-grad-norm

_one_factor = clip_grad_norm


def clip_grad_norm(grads, max_norm):

    clipped, _ = _one_factor(grads, max_norm)
    return clipped, _one_factor(clipped, max_norm)[1]
