"""NaN is ranked like any other number."""

# module: masks
# caught by: magnitude-mask

_ranked_mask = magnitude_mask


def magnitude_mask(w, sparsity, granularity="tensor"):
    return _ranked_mask(torch.nan_to_num(w), sparsity, granularity)
