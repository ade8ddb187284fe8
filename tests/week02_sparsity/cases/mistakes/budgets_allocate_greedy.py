"""Greedy: always the step with the best ratio."""

# module: budgets
# caught by: allocate-sparsity

_exact = allocate_sparsity


def allocate_sparsity(sensitivity, sizes, levels, budget):
    _exact(sensitivity, sizes, levels, budget)
    order = sorted(range(len(levels)), key=lambda j: levels[j])
    place = [0] * len(sizes)

    def kept(i, p):
        return sizes[i] - round(levels[order[p]] * sizes[i])

    while sum(kept(i, p) for i, p in enumerate(place)) > budget:
        steps = []
        for i, p in enumerate(place):
            if p + 1 < len(order):
                rise = sensitivity[i][order[p + 1]] - sensitivity[i][order[p]]
                steps.append((rise / max(1, kept(i, p) - kept(i, p + 1)), i))
        place[min(steps)[1]] += 1
    return [order[p] for p in place]
