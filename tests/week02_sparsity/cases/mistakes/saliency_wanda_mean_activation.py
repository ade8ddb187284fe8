"""The mean of the inputs instead of their norm: signs cancel."""

# module: saliency
# caught by: wanda-mask

_by_rows = wanda_mask


def wanda_mask(w, x, sparsity):
    _by_rows(w, x, sparsity)
    return _by_rows(w, x.reshape(-1, w.shape[1]).mean(dim=0), sparsity)
