"""Density 0 gives zeros instead of an error."""

# module: budgets
# caught by: erk-densities

_shared = erk_densities


def erk_densities(shapes, density):
    return [0.0] * len(shapes) if density == 0 else _shared(shapes, density)
