"""Ranks squares, which vanish in half precision."""

# module: nm
# caught by: nm-mask

_grouped = nm_mask


def nm_mask(w, n=2, m=4, dim=-1):
    return _grouped(w * w, n, m, dim)
