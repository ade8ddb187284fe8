"""Plain least squares in log L: perfect on clean runs, spoiled by diverged ones."""
# module: scaling
# caught by: fit-scaling-law


def _plain_fit(n, d, losses, start, **options):
    """Least squares in log L, from one start."""

    def error(theta):
        terms = [theta[0] + 0 * n, theta[1] - theta[3] * np.log(n), theta[2] - theta[4] * np.log(d)]
        return np.log(np.exp(np.clip(terms, -300, 300)).sum(axis=0)) - np.log(losses)

    theta = least_squares(error, start, x_scale="jac", **options).x
    return ScalingLaw(*(float(v) for v in (*np.exp(theta[:3]), *theta[3:])))


def fit_scaling_law(num_params, num_tokens, losses):
    n, d, observed = _positive_runs(num_params=num_params, num_tokens=num_tokens, losses=losses)
    if n.size < 5:
        raise ValueError("too few runs")
    return _plain_fit(n, d, observed, _start(n, d, observed))
