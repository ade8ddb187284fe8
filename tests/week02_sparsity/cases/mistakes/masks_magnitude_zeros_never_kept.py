"""Sparsity 0 prunes what is 0 already."""

# module: masks
# caught by: magnitude-mask

_ranked_mask = magnitude_mask


def magnitude_mask(w, sparsity, granularity="tensor"):
    mask = _ranked_mask(w, sparsity, granularity)
    return mask & (w != 0) if sparsity == 0 else mask
