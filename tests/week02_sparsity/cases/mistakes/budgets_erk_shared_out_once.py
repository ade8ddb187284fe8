"""Shares out once more after the first cap, and clips the rest."""

# module: budgets
# caught by: erk-densities

_shared = erk_densities


def erk_densities(shapes, density):
    _shared(shapes, density)
    sizes = [math.prod(shape) for shape in shapes]
    raw = [sum(shape) / size for shape, size in zip(shapes, sizes)]
    scale = density * sum(sizes) / sum(map(sum, shapes))
    whole = [scale * share >= 1 for share in raw]
    rest = sum(sum(shape) for shape, full in zip(shapes, whole) if not full)
    left = density * sum(sizes) - sum(size for size, full in zip(sizes, whole) if full)
    scale = left / rest if rest else 0
    return [1.0 if full else min(1.0, scale * share) for share, full in zip(raw, whole)]
