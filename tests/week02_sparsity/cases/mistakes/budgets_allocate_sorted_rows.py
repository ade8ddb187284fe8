"""Takes for granted that sensitivities grow: of two levels that fit, the lower."""

# module: budgets
# caught by: allocate-sparsity

_exact = allocate_sparsity


def allocate_sparsity(sensitivity, sizes, levels, budget):
    _exact(sensitivity, sizes, levels, budget)
    order = sorted(range(len(levels)), key=lambda j: levels[j])
    grown = []
    for row in sensitivity:
        worst, new = float("-inf"), [0.0] * len(row)
        for j in order:
            worst = max(worst, row[j])
            new[j] = worst
        grown.append(new)
    return _exact(grown, sizes, levels, budget)
