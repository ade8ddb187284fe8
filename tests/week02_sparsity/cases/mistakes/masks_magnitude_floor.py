"""Rounds the count down, so that 0.29 of 100 is 28."""

# module: masks
# caught by: magnitude-mask


def magnitude_mask(w, sparsity, granularity="tensor"):
    if granularity not in ("tensor", "row") or not 0 <= sparsity <= 1 or torch.isnan(w).any():
        raise ValueError("bad arguments")
    rows = w.detach().abs().reshape(1 if granularity == "tensor" else len(w), -1)
    gone = rows.argsort(dim=1)[:, : int(sparsity * rows.shape[1])]
    return torch.ones_like(rows, dtype=torch.bool).scatter(1, gone, False).reshape(w.shape)
