"""Per row is per tensor."""

# module: masks
# caught by: magnitude-mask

_ranked_mask = magnitude_mask


def magnitude_mask(w, sparsity, granularity="tensor"):
    _ranked_mask(w, sparsity, granularity)
    return _ranked_mask(w, sparsity, "tensor")
