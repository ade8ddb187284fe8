"""A row of a convolution is taken for its last dimension only: right for matrices."""

# module: masks
# caught by: magnitude-mask

_ranked_mask = magnitude_mask


def magnitude_mask(w, sparsity, granularity="tensor"):
    if granularity == "row":
        return _ranked_mask(w.reshape(-1, w.shape[-1]), sparsity, "row").reshape(w.shape)
    return _ranked_mask(w, sparsity, granularity)
