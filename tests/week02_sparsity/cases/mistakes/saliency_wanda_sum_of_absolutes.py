"""Sums absolute values instead of squares: the order of inputs that are loud once changes."""

# module: saliency
# caught by: wanda-mask

_by_rows = wanda_mask


def wanda_mask(w, x, sparsity):
    _by_rows(w, x, sparsity)
    return _by_rows(w, x.detach().abs().reshape(-1, x.shape[-1]).sum(dim=0), sparsity)
