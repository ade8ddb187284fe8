"""Squares in the dtype of the gradient."""

# module: optimizers
# caught by: clip-grad-norm

_one_factor = clip_grad_norm


def clip_grad_norm(grads, max_norm):

    clipped, _ = _one_factor(grads, max_norm)
    norm = float(sum(g.square().sum() for g in grads.values())) ** 0.5
    if not math.isfinite(norm):
        raise ValueError("infinite")
    return clipped, norm
