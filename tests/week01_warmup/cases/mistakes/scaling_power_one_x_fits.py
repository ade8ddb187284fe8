"""Counts points instead of distinct x: copies of one x give some line."""
# module: scaling
# caught by: fit-power-law

_right_fit_power_law = fit_power_law


def fit_power_law(x, y):
    xs, ys = _positive_runs(x=x, y=y)
    if xs.size < 2:
        raise ValueError("too few points")
    if np.unique(xs).size == 1:
        return float(np.exp(np.log(ys).mean())), 0.0
    return _right_fit_power_law(x, y)
