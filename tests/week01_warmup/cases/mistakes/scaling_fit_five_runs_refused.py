"""Refuses exactly five runs: `<= 5` where `< 5` is asked for."""
# module: scaling
# caught by: fit-scaling-law

_right_fit_scaling_law = fit_scaling_law


def fit_scaling_law(num_params, num_tokens, losses):
    if len(losses) <= 5:
        raise ValueError("too few runs")
    return _right_fit_scaling_law(num_params, num_tokens, losses)
