"""Keeps the larger of each pair: two of four, but not the best two."""

# module: nm
# caught by: nm-mask

_grouped = nm_mask


def nm_mask(w, n=2, m=4, dim=-1):
    _grouped(w, n, m, dim)
    return _grouped(w, 1, 2, dim) if (n, m) == (2, 4) else _grouped(w, n, m, dim)
