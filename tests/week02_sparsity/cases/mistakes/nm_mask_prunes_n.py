"""Prunes n of m instead of keeping n: the same for 2:4."""

# module: nm
# caught by: nm-mask

_grouped = nm_mask


def nm_mask(w, n=2, m=4, dim=-1):
    _grouped(w, n, m, dim)
    return torch.ones_like(w, dtype=torch.bool) if n == m else _grouped(w, m - n, m, dim)
