"""The best level that is the same for all layers."""

# module: budgets
# caught by: allocate-sparsity

_exact = allocate_sparsity


def allocate_sparsity(sensitivity, sizes, levels, budget):
    exact = _exact(sensitivity, sizes, levels, budget)
    fits = [j for j, level in enumerate(levels) if sum(s - round(level * s) for s in sizes) <= budget]
    return [min(fits, key=lambda j: sum(row[j] for row in sensitivity))] * len(sizes) if fits else exact
