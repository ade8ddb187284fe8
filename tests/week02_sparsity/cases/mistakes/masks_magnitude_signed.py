"""Ranks the weights, not their magnitudes: the negative ones go."""

# module: masks
# caught by: magnitude-mask


def magnitude_mask(w, sparsity, granularity="tensor"):
    if granularity not in ("tensor", "row"):
        raise ValueError("unknown granularity")
    rows = 1 if granularity == "tensor" else w.shape[0]
    return _without_smallest(w.detach().reshape(rows, -1), sparsity).reshape(w.shape)
