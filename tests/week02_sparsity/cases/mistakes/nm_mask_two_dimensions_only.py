"""Transposes for dim 0, which is right for matrices only."""

# module: nm
# caught by: nm-mask

_grouped = nm_mask


def nm_mask(w, n=2, m=4, dim=-1):
    _grouped(w, n, m, dim)
    if dim in (0, -2):
        return _grouped(w.transpose(0, 1), n, m).transpose(0, 1)
    return _grouped(w, n, m)
