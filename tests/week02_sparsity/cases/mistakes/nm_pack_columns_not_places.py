"""Stores the column modulo 4 of the kept values counted over the matrix: right for one row of eight only."""

# module: nm
# caught by: nm-packing


def pack_24(w, mask):
    if w.dim() != 2 or w.shape != mask.shape or w.shape[1] % 4 or (mask.reshape(-1, 4).sum(dim=1) != 2).any():
        raise ValueError("not two of four")

    places = torch.arange(w.numel()).reshape(w.shape)[:, : w.shape[1]][mask] % 4
    places = places.reshape(len(w), -1).T.reshape(-1) if len(w) > 1 and w.shape[1] > 4 else places
    padded = torch.zeros(-(-len(places) // 4) * 4, dtype=torch.int64)
    padded[: len(places)] = places
    shifted = padded.reshape(-1, 4) << torch.tensor([0, 2, 4, 6])
    return w[mask].reshape(len(w), -1), shifted.sum(dim=1).to(torch.uint8)
