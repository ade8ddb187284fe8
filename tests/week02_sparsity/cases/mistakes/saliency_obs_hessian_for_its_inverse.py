"""Multiplies by the diagonal of the inverse instead of dividing by it."""

# module: saliency
# caught by: obs-step

_surgeon = obs_prune_step


def obs_prune_step(w, hessian_inverse):
    _surgeon(w, hessian_inverse)
    saliency = w**2 * hessian_inverse.diagonal() / 2
    q = int(saliency.argmin())
    new = w - w[q] / hessian_inverse[q, q] * hessian_inverse[:, q]
    new[q] = 0
    return q, float(saliency[q]), new
