"""Keeps the best half of each row, in any places."""

# module: nm
# caught by: nm-mask

_grouped = nm_mask


def nm_mask(w, n=2, m=4, dim=-1):
    _grouped(w, n, m, dim)
    size = w.shape[dim]
    return _grouped(w, n * size // m, size, dim)
