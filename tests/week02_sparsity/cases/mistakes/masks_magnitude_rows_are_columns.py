"""Prunes along the first dimension, so that columns lose the same number."""

# module: masks
# caught by: magnitude-mask

_ranked_mask = magnitude_mask


def magnitude_mask(w, sparsity, granularity="tensor"):
    if granularity == "row":
        return _ranked_mask(w.transpose(0, -1), sparsity, "row").transpose(0, -1)
    return _ranked_mask(w, sparsity, granularity)
