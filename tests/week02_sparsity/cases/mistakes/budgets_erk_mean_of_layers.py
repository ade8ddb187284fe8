"""The mean over layers has the density, not the weights together."""

# module: budgets
# caught by: erk-densities

_shared = erk_densities


def erk_densities(shapes, density):
    _shared(shapes, density)
    raw = [sum(shape) / math.prod(shape) for shape in shapes]
    low, high = 0.0, 1 / min(raw)
    for _ in range(200):
        scale = (low + high) / 2
        mean = sum(min(1.0, scale * share) for share in raw) / len(raw)
        low, high = (scale, high) if mean < density else (low, scale)
    return [min(1.0, high * share) for share in raw]
