"""The n-th largest is a threshold: equal magnitudes all stay."""

# module: nm
# caught by: nm-mask

_grouped = nm_mask


def nm_mask(w, n=2, m=4, dim=-1):
    _grouped(w, n, m, dim)
    last = w.detach().abs().movedim(dim, -1)
    groups = last.reshape(-1, m)
    threshold = groups.topk(n, dim=1).values[:, -1:]
    return (groups >= threshold).reshape(last.shape).movedim(-1, dim)
