"""Changes the weights that it is given."""

# module: saliency
# caught by: obs-step

_surgeon = obs_prune_step


def obs_prune_step(w, hessian_inverse):
    q, increase, new = _surgeon(w, hessian_inverse)
    w.copy_(new)
    return q, increase, w
