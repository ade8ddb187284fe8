"""When nothing fits, every layer gets the highest level."""

# module: budgets
# caught by: allocate-sparsity

_exact = allocate_sparsity


def allocate_sparsity(sensitivity, sizes, levels, budget):
    try:
        return _exact(sensitivity, sizes, levels, budget)
    except ValueError:
        if budget >= 0 and len(sizes) == len(sensitivity) and all(len(row) == len(levels) for row in sensitivity):
            return [max(range(len(levels)), key=lambda j: levels[j])] * len(sizes)
        raise
