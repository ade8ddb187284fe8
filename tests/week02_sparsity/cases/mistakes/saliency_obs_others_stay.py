"""Sets the weight to 0 and leaves the others (Optimal Brain Damage)."""

# module: saliency
# caught by: obs-step

_surgeon = obs_prune_step


def obs_prune_step(w, hessian_inverse):
    q, increase, _ = _surgeon(w, hessian_inverse)
    new = w.clone()
    new[q] = 0
    return q, increase, new
