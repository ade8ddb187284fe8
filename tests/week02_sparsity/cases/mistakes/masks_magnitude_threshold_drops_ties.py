"""A threshold with >: of equal magnitudes at the threshold all go."""

# module: masks
# caught by: magnitude-mask


def magnitude_mask(w, sparsity, granularity="tensor"):
    if granularity not in ("tensor", "row") or not 0 <= sparsity <= 1 or torch.isnan(w).any():
        raise ValueError("bad arguments")
    rows = w.detach().abs().reshape(1 if granularity == "tensor" else len(w), -1)
    k = round(sparsity * rows.shape[1])
    if k == 0:
        return torch.ones_like(w, dtype=torch.bool)
    return (rows > rows.sort(dim=1).values[:, k - 1 : k]).reshape(w.shape)
