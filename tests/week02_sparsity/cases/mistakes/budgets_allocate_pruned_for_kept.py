"""The budget limits the pruned weights instead of the kept ones."""

# module: budgets
# caught by: allocate-sparsity

_exact = allocate_sparsity


def allocate_sparsity(sensitivity, sizes, levels, budget):
    _exact(sensitivity, sizes, levels, budget)
    return _exact(sensitivity, sizes, [1 - level for level in levels], budget)
