"""Returns log c: the intercept is never taken back out of the logarithm."""
# module: scaling
# caught by: fit-power-law

_right_fit_power_law = fit_power_law


def fit_power_law(x, y):
    coefficient, exponent = _right_fit_power_law(x, y)
    return float(np.log(coefficient)), exponent
