"""Ranks the whole matrix together."""

# module: saliency
# caught by: wanda-mask

_by_rows = wanda_mask


def wanda_mask(w, x, sparsity):
    _by_rows(w, x, sparsity)
    scores = (w.abs() * x.reshape(-1, w.shape[1]).norm(dim=0)).detach().flatten()
    mask = torch.ones_like(scores, dtype=torch.bool)
    mask[scores.argsort()[: round(sparsity * len(scores))]] = False
    return mask.reshape(w.shape)
