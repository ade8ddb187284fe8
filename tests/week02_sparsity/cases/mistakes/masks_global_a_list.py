"""A list of masks instead of a dict."""

# module: masks
# caught by: global-masks

_ranked_together = global_masks


def global_masks(weights, sparsity):
    return list(_ranked_together(weights, sparsity).values())
