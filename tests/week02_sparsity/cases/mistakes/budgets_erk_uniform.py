"""The same density for all."""

# module: budgets
# caught by: erk-densities

_shared = erk_densities


def erk_densities(shapes, density):
    return [float(density) for _ in _shared(shapes, density)]
