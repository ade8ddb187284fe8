"""A gradient that is not finite makes everything NaN."""

# module: optimizers
# caught by: clip-grad-norm

_one_factor = clip_grad_norm


def clip_grad_norm(grads, max_norm):

    if not max_norm > 0:
        raise ValueError("limit")
    norm = math.sqrt(sum(float(g.double().square().sum()) for g in grads.values()))
    return {name: g * min(1.0, max_norm / (norm + 1e-6)) for name, g in grads.items()}, norm
