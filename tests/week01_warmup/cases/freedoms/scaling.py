"""Every freedom that the contract leaves: numpy floats in results and fields, a ValueError of one's own, soft L1."""

# module: scaling
import math


class BadRun(ValueError):
    """No such run."""


def _all_positive(*values):
    for value in values:
        if isinstance(value, str):
            raise TypeError("numbers, please")
        if not np.all(np.asarray(value, dtype=float) > 0):
            raise BadRun(value)


def predict_loss(law, num_params, num_tokens):
    _all_positive(num_params, num_tokens)
    if np.ndim(num_params) == 0 and np.ndim(num_tokens) == 0:
        return np.float64(law.E) + law.A * math.pow(num_params, -law.alpha) + law.B * math.pow(num_tokens, -law.beta)
    return law.E + law.A * num_params**-law.alpha + law.B * num_tokens**-law.beta


def fit_power_law(x, y):
    if len(x) != len(y):
        raise BadRun("lengths differ")
    _all_positive(np.array(x), np.array(y))
    if len(x) == 0 or min(x) == max(x):
        raise BadRun("two distinct x are needed")
    rows = np.column_stack([np.ones(len(x)), np.log(np.array(x, dtype=float))])
    log_c, k = np.linalg.lstsq(rows, np.log(np.array(y, dtype=float)), rcond=None)[0]
    return np.exp(log_c), k


def fit_scaling_law(num_params, num_tokens, losses):
    if not len(num_params) == len(num_tokens) == len(losses) >= 5:
        raise BadRun("five runs or more, as many of each")
    n, d, observed = (np.array(column, dtype=float) for column in (num_params, num_tokens, losses))
    _all_positive(n, d, observed)
    mid_n, mid_d = np.median(np.log(n)), np.median(np.log(d))
    u, v, target = np.log(n) - mid_n, np.log(d) - mid_d, np.log(observed)

    def error(theta):
        e, a, b, alpha, beta = theta
        return np.log(np.exp(e) + np.exp(a - alpha * u) + np.exp(b - beta * v)) - target

    found = [
        least_squares(
            error, [e, -1, -1, k, k], bounds=([-5, -20, -20, 0.01, 0.01], [3, 20, 20, 3, 3]),
            loss="soft_l1", f_scale=1e-4, xtol=1e-14, ftol=1e-14, gtol=1e-14, max_nfev=500,
        )
        for e in (0.2, 0.7) for k in (0.3, 0.5)
    ]  # fmt: skip
    e, a, b, alpha, beta = min(found, key=lambda fit: fit.cost).x
    return ScalingLaw(np.exp(e), np.exp(a + alpha * mid_n), np.exp(b + beta * mid_d), alpha, beta)


def compute_optimal(law, flops):
    _all_positive(flops)
    power = np.float64(1) / (law.alpha + law.beta)
    ratio = law.alpha * law.A / (law.beta * law.B)
    n = (ratio * (flops / 6) ** law.beta) ** power
    return n, flops / 6 / n


def tokens_per_parameter(law, flops):
    _all_positive(flops)
    power = 1 / (law.alpha + law.beta)
    ratio = law.beta * law.B / (law.alpha * law.A)
    return np.float64((ratio**2 * (flops / 6) ** (law.alpha - law.beta)) ** power)
