"""The mask says what goes."""

# module: masks
# caught by: magnitude-mask

_ranked_mask = magnitude_mask


def magnitude_mask(w, sparsity, granularity="tensor"):
    return ~_ranked_mask(w, sparsity, granularity)
