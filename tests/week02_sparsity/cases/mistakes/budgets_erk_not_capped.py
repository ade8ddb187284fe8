"""Densities above 1."""

# module: budgets
# caught by: erk-densities

_shared = erk_densities


def erk_densities(shapes, density):
    _shared(shapes, density)
    sizes = [math.prod(shape) for shape in shapes]
    return [density * sum(sizes) * sum(shape) / size / sum(map(sum, shapes)) for shape, size in zip(shapes, sizes)]
