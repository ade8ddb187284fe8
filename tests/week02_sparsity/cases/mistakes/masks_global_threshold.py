"""One threshold for all: equal magnitudes all stay."""

# module: masks
# caught by: global-masks


def global_masks(weights, sparsity):
    everything = torch.cat([w.abs().flatten() for w in weights.values()])
    if not 0 <= sparsity <= 1 or torch.isnan(everything).any():
        raise ValueError("sparsity")
    k = round(sparsity * len(everything))
    threshold = everything.sort().values[k - 1] if k else -1.0
    return {name: w.abs() > threshold for name, w in weights.items()}
