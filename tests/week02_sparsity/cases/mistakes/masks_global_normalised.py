"""Magnitudes are divided by the mean of their layer before they are compared."""

# module: masks
# caught by: global-masks

_ranked_together = global_masks


def global_masks(weights, sparsity):
    return _ranked_together({name: w / w.abs().mean() for name, w in weights.items()}, sparsity)
