"""Each row begins with a new byte."""

# module: nm
# caught by: nm-packing

_packed = pack_24


def pack_24(w, mask):
    values, _ = _packed(w, mask)
    return values, torch.cat([_packed(w[i : i + 1], mask[i : i + 1])[1] for i in range(len(w))])
