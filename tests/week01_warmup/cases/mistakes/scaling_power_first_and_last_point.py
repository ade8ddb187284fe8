"""Draws the line through the first and the last point only."""
# module: scaling
# caught by: fit-power-law

_right_fit_power_law = fit_power_law


def fit_power_law(x, y):
    coefficient, exponent = _right_fit_power_law(x, y)
    if x[0] == x[-1]:
        return coefficient, exponent
    exponent = float(np.log(y[-1] / y[0]) / np.log(x[-1] / x[0]))
    return float(y[0] / x[0] ** exponent), exponent
