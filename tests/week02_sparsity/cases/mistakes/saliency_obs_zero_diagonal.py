"""A diagonal of 0 or below is not noticed."""

# module: saliency
# caught by: obs-step

_surgeon = obs_prune_step


def obs_prune_step(w, hessian_inverse):
    if hessian_inverse.dim() == 2 and hessian_inverse.shape[0] == hessian_inverse.shape[1]:
        hessian_inverse = hessian_inverse.clone()
        diagonal = hessian_inverse.diagonal()
        diagonal[diagonal <= 0] = 1.0
    return _surgeon(w, hessian_inverse)
