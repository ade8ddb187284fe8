"""The masks come flat."""

# module: masks
# caught by: global-masks

_ranked_together = global_masks


def global_masks(weights, sparsity):
    return {name: mask.flatten() for name, mask in _ranked_together(weights, sparsity).items()}
