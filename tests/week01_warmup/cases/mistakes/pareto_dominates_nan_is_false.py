"""NaN is not looked for: comparisons with it are False."""
# module: pareto
# caught by: dominates


def dominates(a, b):
    if len(a) != 2 or len(b) != 2:
        raise ValueError("a point is a pair")
    return bool(a[0] <= b[0] and a[1] >= b[1] and (a[0] < b[0] or a[1] > b[1]))
