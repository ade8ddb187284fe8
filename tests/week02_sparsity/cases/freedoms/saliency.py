"""Every freedom: scores in single precision, the last of equals go, a numpy float, errors of its own."""

# module: saliency
import numpy as np


class Refused(ValueError):
    """Not a calibration, or not an inverse."""


def wanda_mask(w, x, sparsity):
    if not 0 <= sparsity <= 1 or x.shape[-1] != w.shape[1] or bool(torch.isnan(w).any() | torch.isnan(x).any()):
        raise Refused(sparsity)
    norms = x.detach().float().reshape(-1, w.shape[1]).square().sum(dim=0).sqrt()
    scores = (w.detach().float().abs() * norms).numpy()[:, ::-1]
    mask = np.ones(scores.shape, dtype=bool)
    gone = np.argsort(scores, axis=1, kind="stable")[:, : int(np.rint(sparsity * scores.shape[1]))]
    np.put_along_axis(mask, gone, False, axis=1)
    return torch.from_numpy(mask[:, ::-1].copy())


def obs_prune_step(w, hessian_inverse):
    w, inverse = w.detach(), hessian_inverse.detach()
    if w.dim() != 1 or tuple(inverse.shape) != (len(w),) * 2:
        raise Refused("shapes")
    if torch.isnan(w).any() or torch.isnan(inverse).any() or (inverse.diagonal() <= 0).any():
        raise Refused("not an inverse")
    q = min(range(len(w)), key=lambda i: float(w[i]) ** 2 / float(inverse[i, i]))
    new = w - inverse[q] * (w[q] / inverse[q, q])
    new[q] = -0.0
    return q, np.float32(float(w[q]) ** 2 / float(inverse[q, q]) / 2), new
