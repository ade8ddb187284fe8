"""A point dominates its own copy."""
# module: pareto
# caught by: dominates


def dominates(a, b):
    if len(a) != 2 or len(b) != 2:
        raise ValueError("a point is a pair")
    if any(math.isnan(value) for value in (*a, *b)):
        raise ValueError("NaN")
    return bool(a[0] <= b[0] and a[1] >= b[1])
