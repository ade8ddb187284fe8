"""Returns the levels themselves."""

# module: budgets
# caught by: allocate-sparsity

_exact = allocate_sparsity


def allocate_sparsity(sensitivity, sizes, levels, budget):
    return [levels[j] for j in _exact(sensitivity, sizes, levels, budget)]
