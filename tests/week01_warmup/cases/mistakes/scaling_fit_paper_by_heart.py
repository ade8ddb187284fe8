"""Returns the constants that the paper prints, whatever the runs."""
# module: scaling
# caught by: fit-scaling-law


def fit_scaling_law(num_params, num_tokens, losses):
    n, d, observed = _positive_runs(num_params=num_params, num_tokens=num_tokens, losses=losses)
    if n.size < 5:
        raise ValueError("too few runs")
    return ScalingLaw(1.69, 406.4, 410.7, 0.34, 0.28)
