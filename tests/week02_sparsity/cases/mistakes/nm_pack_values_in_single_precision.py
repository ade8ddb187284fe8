"""Values become float32."""

# module: nm
# caught by: nm-packing

_packed = pack_24


def pack_24(w, mask):
    values, indices = _packed(w, mask)
    return values.float(), indices
