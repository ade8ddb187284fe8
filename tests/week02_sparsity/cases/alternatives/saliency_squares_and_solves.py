"""Wanda by squared scores, OBS by trying every weight and comparing."""

# module: saliency


def wanda_mask(w, x, sparsity):
    if not (0 <= sparsity <= 1) or x.shape[-1] != w.shape[-1] or w.isnan().any() or x.isnan().any():
        raise ValueError("bad calibration")
    energy = x.detach().reshape(-1, x.shape[-1]).double().pow(2).sum(0)
    scores = w.detach().double().pow(2) * energy
    mask = torch.zeros(w.shape, dtype=torch.bool)
    stays = w.shape[1] - round(sparsity * w.shape[1])
    for row, best in enumerate(scores.topk(stays, dim=1).indices):
        mask[row, best] = True
    return mask


def obs_prune_step(w, hessian_inverse):
    n = w.shape[0]
    if w.ndim != 1 or tuple(hessian_inverse.shape) != (n, n):
        raise ValueError("shapes")
    if w.isnan().any() or hessian_inverse.isnan().any() or min(hessian_inverse.diag().tolist()) <= 0:
        raise ValueError("no inverse of a Hessian")
    best = None
    for q in range(n):
        pull = w[q].double() / hessian_inverse[q, q].double()
        rise = float(pull * w[q].double() / 2)
        if best is None or rise < best[1]:
            best = q, rise, pull
    q, rise, pull = best
    new = (w.double() - pull * hessian_inverse[q].double()).to(w.dtype)
    new[q] = 0.0
    return q, rise, new
