"""x with one input is broadcast to all weights."""

# module: saliency
# caught by: wanda-mask

_by_rows = wanda_mask


def wanda_mask(w, x, sparsity):
    return _by_rows(w, x.expand(*x.shape[:-1], w.shape[1]) if x.shape[-1] == 1 else x, sparsity)
