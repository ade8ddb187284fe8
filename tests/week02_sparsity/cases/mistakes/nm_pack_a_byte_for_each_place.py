"""A whole byte for each place: four times too many."""

# module: nm
# caught by: nm-packing


def pack_24(w, mask):
    if w.dim() != 2 or w.shape != mask.shape or w.shape[1] % 4 or (mask.reshape(-1, 4).sum(dim=1) != 2).any():
        raise ValueError("not two of four")

    places = (torch.arange(w.shape[1]) % 4).expand_as(w)[mask]
    return w[mask].reshape(len(w), -1), places.to(torch.uint8)


def unpack_24(values, indices):
    if len(indices) != values.numel():
        raise ValueError("lengths")
    groups = torch.zeros(values.numel() // 2, 4, dtype=values.dtype)
    groups.scatter_(1, indices.long().reshape(-1, 2), values.reshape(-1, 2))
    return groups.reshape(len(values), -1)
