"""Clips at 1 and does not share out what is left."""

# module: budgets
# caught by: erk-densities

_shared = erk_densities


def erk_densities(shapes, density):
    _shared(shapes, density)
    sizes = [math.prod(shape) for shape in shapes]
    scale = density * sum(sizes) / sum(map(sum, shapes))
    return [min(1.0, scale * sum(shape) / size) for shape, size in zip(shapes, sizes)]
