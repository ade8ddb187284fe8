"""Takes the logarithms inside the caller's array."""
# module: scaling
# caught by: fit-power-law

_right_fit_power_law = fit_power_law


def fit_power_law(x, y):
    coefficient, exponent = _right_fit_power_law(x, y)
    if isinstance(x, np.ndarray) and x.dtype == np.float64:
        np.log(x, out=x)
    return coefficient, exponent
