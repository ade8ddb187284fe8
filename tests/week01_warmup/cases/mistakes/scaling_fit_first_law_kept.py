"""Caches the fit by the number of runs: a second data set of that size gets the first one's law."""
# module: scaling
# caught by: fit-scaling-law

_right_fit_scaling_law = fit_scaling_law
_cache = {}


def fit_scaling_law(num_params, num_tokens, losses):
    fitted = _right_fit_scaling_law(num_params, num_tokens, losses)
    return _cache.setdefault(len(losses), fitted)
