"""Averages the thresholds of the layers."""

# module: masks
# caught by: global-masks

_ranked_together = global_masks


def global_masks(weights, sparsity):
    _ranked_together(weights, sparsity)
    cut = [w.abs().double().flatten().quantile(sparsity) for w in weights.values()]
    return {name: w.abs() > sum(cut) / len(cut) for name, w in weights.items()}
