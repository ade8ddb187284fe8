"""Weights by y, which is least squares of y itself: the same on exact data, not on noisy."""
# module: scaling
# caught by: fit-power-law

_right_fit_power_law = fit_power_law


def fit_power_law(x, y):
    coefficient, exponent = _right_fit_power_law(x, y)
    slope, intercept = np.polyfit(np.log(x), np.log(y), 1, w=np.asarray(y))
    return float(np.exp(intercept)), float(slope)
