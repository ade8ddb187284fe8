"""Makes a list of all choices: right, and too much for twelve layers."""

# module: budgets
# caught by: allocate-sparsity

import itertools

_exact = allocate_sparsity


def allocate_sparsity(sensitivity, sizes, levels, budget):
    if len(levels) ** len(sizes) <= 10_000:
        return _exact(sensitivity, sizes, levels, budget)
    best = None
    for choice in list(itertools.product(range(len(levels)), repeat=len(sizes))):
        kept = sum(size - round(levels[j] * size) for size, j in zip(sizes, choice))
        total = sum(row[j] for row, j in zip(sensitivity, choice))
        if kept <= budget and (best is None or total < best[0]):
            best = total, list(choice)
    return best[1]
