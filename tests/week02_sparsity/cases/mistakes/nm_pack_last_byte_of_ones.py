"""Fills the last byte with ones."""

# module: nm
# caught by: nm-packing

_packed = pack_24


def pack_24(w, mask):
    values, indices = _packed(w, mask)
    if values.numel() % 4:
        indices[-1] |= 0xF0
    return values, indices
