"""The dense matrix is float32."""

# module: nm
# caught by: nm-packing

_unpacked = unpack_24


def unpack_24(values, indices):
    return _unpacked(values, indices).float()
