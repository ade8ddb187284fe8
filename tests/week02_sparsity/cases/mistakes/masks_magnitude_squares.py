"""Ranks squares in the dtype of the weights: in half precision small ones are all 0."""

# module: masks
# caught by: magnitude-mask

_ranked_mask = magnitude_mask


def magnitude_mask(w, sparsity, granularity="tensor"):
    return _ranked_mask(w * w, sparsity, granularity)
