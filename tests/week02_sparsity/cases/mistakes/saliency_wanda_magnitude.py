"""Leaves the inputs out: magnitude in each row."""

# module: saliency
# caught by: wanda-mask

_by_rows = wanda_mask


def wanda_mask(w, x, sparsity):
    _by_rows(w, x, sparsity)
    return _by_rows(w, torch.ones_like(w[:1]), sparsity)
