"""Takes norms over the features of each sample: fits only where there are as many samples as inputs."""

# module: saliency
# caught by: wanda-mask

_by_rows = wanda_mask


def wanda_mask(w, x, sparsity):
    flat = x.reshape(-1, x.shape[-1])
    norms = flat.norm(dim=1)[None] if len(flat) == w.shape[1] else flat
    return _by_rows(w, norms, sparsity)
