"""Compares within columns, where the norm does not matter."""

# module: saliency
# caught by: wanda-mask

_by_rows = wanda_mask


def wanda_mask(w, x, sparsity):
    _by_rows(w, x, sparsity)
    order = w.detach().abs().argsort(dim=0)
    return torch.ones_like(w, dtype=torch.bool).scatter(0, order[: round(sparsity * len(w))], False)
