"""Ranks within groups by sorting twice; packs with numpy, bit by bit."""

# module: nm

import numpy as np


def nm_mask(w, n=2, m=4, dim=-1):
    if not (0 < n <= m) or not (-w.ndim <= dim <= w.ndim - 1):
        raise ValueError("pattern or dimension")
    if w.size(dim) % m or bool(w.isnan().any()):
        raise ValueError("size or NaN")
    sizes = w.detach().abs().unflatten(dim, (-1, m))
    place = dim if dim < 0 else dim + 1
    ranks = sizes.argsort(dim=place, descending=True).argsort(dim=place)
    return (ranks < n).flatten(*((dim, dim + 1) if dim >= 0 else (dim - 1, dim)))


def pack_24(w, mask):
    if w.ndim != 2 or tuple(w.shape) != tuple(mask.shape) or w.shape[1] % 4:
        raise ValueError("shapes")
    kept, values, bits = mask.tolist(), [], []
    for i, row in enumerate(kept):
        for start in range(0, len(row), 4):
            places = [j for j in range(4) if row[start + j]]
            if len(places) != 2:
                raise ValueError("not two of four")
            for j in places:
                values.append(w[i, start + j].detach())
                bits += [j & 1, j >> 1]
    packed = np.packbits(np.array(bits, dtype=np.uint8), bitorder="little")
    return torch.stack(values).reshape(len(w), -1), torch.from_numpy(packed)


def unpack_24(values, indices):
    count = values.numel()
    bits = np.unpackbits(indices.numpy(), bitorder="little")
    if (2 * count + 7) // 8 != len(indices):
        raise ValueError("lengths")
    dense = torch.zeros(values.shape[0] * values.shape[1] * 2, dtype=values.dtype)
    for number, value in enumerate(values.flatten()):
        dense[number // 2 * 4 + int(bits[2 * number]) + 2 * int(bits[2 * number + 1])] = value
    return dense.reshape(len(values), -1)
