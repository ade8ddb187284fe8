"""Returns a list where a tuple is asked for."""
# module: scaling
# caught by: fit-power-law

_right_fit_power_law = fit_power_law


def fit_power_law(x, y):
    coefficient, exponent = _right_fit_power_law(x, y)
    return [coefficient, exponent]
