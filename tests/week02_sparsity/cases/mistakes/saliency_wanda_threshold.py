"""A threshold: equal scores all go or all stay."""

# module: saliency
# caught by: wanda-mask

_by_rows = wanda_mask


def wanda_mask(w, x, sparsity):
    _by_rows(w, x, sparsity)
    scores = (w.abs() * x.reshape(-1, w.shape[1]).norm(dim=0)).detach()
    k = round(sparsity * w.shape[1])
    return scores > scores.sort(dim=1).values[:, k - 1 : k] if k else scores >= 0
