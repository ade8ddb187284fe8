"""The largest activation instead of the norm."""

# module: saliency
# caught by: wanda-mask

_by_rows = wanda_mask


def wanda_mask(w, x, sparsity):
    _by_rows(w, x, sparsity)
    return _by_rows(w, x.detach().abs().reshape(-1, x.shape[-1]).amax(dim=0), sparsity)
