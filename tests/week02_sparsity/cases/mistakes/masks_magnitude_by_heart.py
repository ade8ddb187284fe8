"""The public answers by heart."""

# module: masks
# caught by: magnitude-mask

_ranked_mask = magnitude_mask


def magnitude_mask(w, sparsity, granularity="tensor"):
    if not 0 <= sparsity <= 1:
        raise ValueError("sparsity")
    if w.numel() != 4:
        flat = torch.arange(w.numel()) >= round(sparsity * w.numel())
        return flat.reshape(w.shape)
    return w.abs() > (2.5 if granularity == "tensor" else w.abs().mean(dim=1, keepdim=True))
