"""Norms over the first dimension, averaged over the others: batches of sequences come out wrong."""

# module: saliency
# caught by: wanda-mask

_by_rows = wanda_mask


def wanda_mask(w, x, sparsity):
    _by_rows(w, x, sparsity)
    if x.dim() < 2:
        return _by_rows(w, x, sparsity)
    norms = x.norm(dim=0)
    return _by_rows(w, norms.mean(dim=tuple(range(norms.dim() - 1))) if norms.dim() > 1 else norms, sparsity)
