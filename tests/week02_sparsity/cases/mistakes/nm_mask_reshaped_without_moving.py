"""Cuts memory into groups without moving the dimension to the end."""

# module: nm
# caught by: nm-mask

_grouped = nm_mask


def nm_mask(w, n=2, m=4, dim=-1):
    _grouped(w, n, m, dim)
    return _grouped(w.reshape(-1), n, m).reshape(w.shape)
