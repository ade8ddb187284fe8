"""Adds the correction."""

# module: saliency
# caught by: obs-step

_surgeon = obs_prune_step


def obs_prune_step(w, hessian_inverse):
    q, increase, new = _surgeon(w, hessian_inverse)
    new = 2 * w - new
    new[q] = 0
    return q, increase, new
