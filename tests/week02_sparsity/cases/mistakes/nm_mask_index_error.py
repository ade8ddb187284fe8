"""A dimension that is not there raises IndexError."""

# module: nm
# caught by: nm-mask

_grouped = nm_mask


def nm_mask(w, n=2, m=4, dim=-1):
    w.movedim(dim, -1)
    return _grouped(w, n, m, dim)
