"""A sparsity above 1 or below 0 is clipped."""

# module: masks
# caught by: magnitude-mask

_ranked_mask = magnitude_mask


def magnitude_mask(w, sparsity, granularity="tensor"):
    return _ranked_mask(w, min(max(sparsity, 0.0), 1.0), granularity)
