"""A budget that is met exactly does not count."""

# module: budgets
# caught by: allocate-sparsity

_exact = allocate_sparsity


def allocate_sparsity(sensitivity, sizes, levels, budget):
    _exact(sensitivity, sizes, levels, budget)
    return _exact(sensitivity, sizes, levels, budget - 1)
