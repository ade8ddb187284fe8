"""Returns sparsities."""

# module: budgets
# caught by: erk-densities

_shared = erk_densities


def erk_densities(shapes, density):
    return [1 - d for d in _shared(shapes, density)]
