"""Tables and sizes of other lengths are cut to fit."""

# module: budgets
# caught by: allocate-sparsity

_exact = allocate_sparsity


def allocate_sparsity(sensitivity, sizes, levels, budget):
    layers = min(len(sensitivity), len(sizes))
    return _exact(sensitivity[:layers], sizes[:layers], levels, budget)
