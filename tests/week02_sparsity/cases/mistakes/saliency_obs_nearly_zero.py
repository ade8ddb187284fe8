"""The pruned weight is 0 only up to rounding."""

# module: saliency
# caught by: obs-step

_surgeon = obs_prune_step


def obs_prune_step(w, hessian_inverse):
    q, increase, _ = _surgeon(w, hessian_inverse)
    scaled = hessian_inverse[:, q] * (1 / hessian_inverse[q, q]) * (1 + 1e-7)
    return q, increase, w - w[q] * scaled
