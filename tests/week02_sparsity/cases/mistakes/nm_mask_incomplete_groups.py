"""A last group that is not full keeps everything instead of being refused."""

# module: nm
# caught by: nm-mask

_grouped = nm_mask


def nm_mask(w, n=2, m=4, dim=-1):
    if 1 <= n <= m and -w.dim() <= dim < w.dim() and w.shape[dim] % m:
        return torch.ones_like(w, dtype=torch.bool)
    return _grouped(w, n, m, dim)
