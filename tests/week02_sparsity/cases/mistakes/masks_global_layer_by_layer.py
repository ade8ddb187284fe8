"""Each layer loses the same share."""

# module: masks
# caught by: global-masks


def global_masks(weights, sparsity):
    return {name: magnitude_mask(w, sparsity) for name, w in weights.items()}
