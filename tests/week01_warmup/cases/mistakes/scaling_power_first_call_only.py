"""The first law is kept for every later set of points."""
# module: scaling
# caught by: fit-power-law

_right_fit_power_law = fit_power_law
_laws = []


def fit_power_law(x, y):
    _laws.append(_right_fit_power_law(x, y))
    return _laws[0]
