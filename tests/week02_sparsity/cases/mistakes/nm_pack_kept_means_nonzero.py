"""Takes the weights that are not 0 for the kept ones."""

# module: nm
# caught by: nm-packing

_packed = pack_24


def pack_24(w, mask):
    _packed(w, mask)
    w = w * mask
    nonzero = torch.zeros_like(mask)
    nonzero.view(-1, 4).scatter_(1, (w.reshape(-1, 4) != 0).int().topk(2, dim=1).indices, True)
    return _packed(w, nonzero)
