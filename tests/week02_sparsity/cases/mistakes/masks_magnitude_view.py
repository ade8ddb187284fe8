""".view instead of .reshape: contiguous tensors only."""

# module: masks
# caught by: magnitude-mask

_ranked_mask = magnitude_mask


def magnitude_mask(w, sparsity, granularity="tensor"):
    w.view(-1)
    return _ranked_mask(w, sparsity, granularity)
