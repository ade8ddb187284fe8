"""A threshold with >=: of equal magnitudes at the threshold all stay."""

# module: masks
# caught by: magnitude-mask


def magnitude_mask(w, sparsity, granularity="tensor"):
    if granularity not in ("tensor", "row") or not 0 <= sparsity <= 1 or torch.isnan(w).any():
        raise ValueError("bad arguments")
    rows = w.detach().abs().reshape(1 if granularity == "tensor" else len(w), -1)
    k = round(sparsity * rows.shape[1])
    if k == 0:
        return torch.ones_like(w, dtype=torch.bool)
    threshold = rows.sort(dim=1).values[:, k - 1 : k]
    return (rows >= threshold if k < rows.shape[1] else rows < 0).reshape(w.shape)
