"""The saliency lacks its half."""

# module: saliency
# caught by: obs-step

_surgeon = obs_prune_step


def obs_prune_step(w, hessian_inverse):
    q, increase, new = _surgeon(w, hessian_inverse)
    return q, 2 * increase, new
