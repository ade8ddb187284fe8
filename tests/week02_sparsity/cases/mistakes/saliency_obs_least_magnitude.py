"""The smallest weight goes."""

# module: saliency
# caught by: obs-step

_surgeon = obs_prune_step


def obs_prune_step(w, hessian_inverse):
    _surgeon(w, hessian_inverse)
    d = hessian_inverse.diagonal()
    q = int(w.abs().argmin())
    new = w - w[q] / d[q] * hessian_inverse[:, q]
    new[q] = 0
    return q, float(w[q] ** 2 / (2 * d[q])), new
