"""Sets the weights to 0 as well."""

# module: masks
# caught by: magnitude-mask

_ranked_mask = magnitude_mask


def magnitude_mask(w, sparsity, granularity="tensor"):
    mask = _ranked_mask(w, sparsity, granularity)
    w.detach().masked_fill_(~mask, 0)
    return mask
