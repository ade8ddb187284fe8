"""The first place goes into the highest bits, in both directions."""

# module: nm
# caught by: nm-packing

_packed = pack_24
_unpacked = unpack_24


def _turned(indices):
    return sum(((indices >> (2 * i)) & 3) << (6 - 2 * i) for i in range(4)).to(torch.uint8)


def pack_24(w, mask):
    values, indices = _packed(w, mask)
    return values, _turned(indices)


def unpack_24(values, indices):
    return _unpacked(values, _turned(indices))
