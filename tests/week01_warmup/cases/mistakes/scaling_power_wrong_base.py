"""Fits in log10 and takes e to the intercept."""
# module: scaling
# caught by: fit-power-law

_right_fit_power_law = fit_power_law


def fit_power_law(x, y):
    coefficient, exponent = _right_fit_power_law(x, y)
    return float(np.exp(np.log10(coefficient))), exponent
