"""Quietly drops runs whose loss is NaN instead of refusing them."""
# module: scaling
# caught by: fit-scaling-law

_right_fit_scaling_law = fit_scaling_law


def fit_scaling_law(num_params, num_tokens, losses):
    if not len(num_params) == len(num_tokens) == len(losses):
        raise ValueError("lengths differ")
    kept = ~np.isnan(np.asarray(losses, dtype=np.float64))
    n, d, observed = (np.asarray(column, dtype=np.float64)[kept] for column in (num_params, num_tokens, losses))
    return _right_fit_scaling_law(n, d, observed)
