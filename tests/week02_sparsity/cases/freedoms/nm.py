"""Every freedom: of equal magnitudes the last stay, errors of its own, results that are not contiguous."""

# module: nm
class Refused(ValueError):
    """Not a pattern, or not two of four."""


def nm_mask(w, n=2, m=4, dim=-1):
    if n < 1 or n > m or dim not in range(-w.dim(), w.dim()) or w.shape[dim] % m or w.isnan().any():
        raise Refused((n, m, dim))
    last = w.detach().abs().movedim(dim, -1)
    groups = last.reshape(-1, m).flip(1)
    mask = torch.zeros_like(groups, dtype=torch.bool)
    mask.scatter_(1, groups.argsort(dim=1, descending=True, stable=True)[:, :n], True)
    return mask.flip(1).reshape(last.shape).movedim(-1, dim)


def pack_24(w, mask):
    if w.dim() != 2 or mask.shape != w.shape or w.shape[1] % 4 or set(mask.reshape(-1, 4).sum(1).tolist()) != {2}:
        raise Refused("not two of four")
    values = torch.empty(w.shape[1] // 2, w.shape[0], dtype=w.dtype).T
    values[:] = w.detach()[mask].reshape(w.shape[0], -1)
    places, data = (mask.nonzero()[:, 1] % 4).tolist(), []
    for start in range(0, len(places), 4):
        data.append(sum(place << (2 * shift) for shift, place in enumerate(places[start : start + 4])))
    return values, torch.tensor(data, dtype=torch.uint8)


def unpack_24(values, indices):
    if len(indices) * 4 - values.numel() not in (0, 1, 2, 3):
        raise Refused("lengths")
    places = [(int(byte) >> shift) & 3 for byte in indices for shift in (0, 2, 4, 6)]
    dense = torch.zeros(values.shape[1] * 2, values.shape[0], dtype=values.dtype).T
    for number, value in enumerate(values.reshape(-1)):
        row, column = divmod(number, values.shape[1])
        dense[row, column // 2 * 4 + places[number]] = value
    return dense
