"""zip() stops at the shorter list: unequal lengths give a fit."""
# module: scaling
# caught by: fit-power-law

_right_fit_power_law = fit_power_law


def fit_power_law(x, y):
    size = min(len(x), len(y))
    return _right_fit_power_law(x[:size], y[:size])
