"""Erdos-Renyi without the kernel: sizes of the kernel do not count in the sum."""

# module: budgets
# caught by: erk-densities

_shared = erk_densities


def erk_densities(shapes, density):
    _shared(shapes, density)
    flat = [(shape[0], *([1] * (len(shape) - 2)), math.prod(shape[1:])) for shape in shapes]
    out = _shared([(s[0], s[-1]) for s in flat], density)
    return out
