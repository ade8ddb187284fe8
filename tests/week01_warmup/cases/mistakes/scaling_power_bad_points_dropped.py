"""Drops values that have no logarithm instead of refusing them."""
# module: scaling
# caught by: fit-power-law

_right_fit_power_law = fit_power_law


def fit_power_law(x, y):
    if len(x) != len(y):
        raise ValueError("lengths differ")
    kept = [(a, b) for a, b in zip(x, y) if a > 0 and b > 0]
    return _right_fit_power_law([a for a, _ in kept], [b for _, b in kept])
