"""As Hoffmann et al. do it: L-BFGS on a Huber loss of log L, over a small grid of starts; polyfit for the power law."""

# module: scaling
from scipy.optimize import minimize


def predict_loss(law, num_params, num_tokens):
    for value in (num_params, num_tokens):
        if not np.all(np.asarray(value) > 0):
            raise ValueError("N and D must be above 0")
    loss = law.E + law.A * np.power(num_params, -law.alpha) + law.B * np.power(num_tokens, -law.beta)
    return loss if isinstance(loss, np.ndarray) else float(loss)


def fit_power_law(x, y):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if x.shape != y.shape or not (x > 0).all() or not (y > 0).all() or len(set(x.tolist())) < 2:
        raise ValueError("x and y must be positive, equally long, with two distinct x")
    slope, intercept = np.polyfit(np.log(x), np.log(y), 1)
    return float(np.exp(intercept)), float(slope)


def fit_scaling_law(num_params, num_tokens, losses, delta=1e-3):
    n, d, observed = (np.array(column, dtype=float) for column in (num_params, num_tokens, losses))
    if not n.shape == d.shape == observed.shape or n.size < 5:
        raise ValueError("five runs or more, as many of each")
    if not (np.all(n > 0) and np.all(d > 0) and np.all(observed > 0)):
        raise ValueError("must be above 0")
    # Logarithms around their mean: the terms then mean "in the middle of the runs", and the valley is round.
    log_n, log_d, target = np.log(n), np.log(d), np.log(observed)
    u, v = log_n - log_n.mean(), log_d - log_d.mean()

    def objective(theta):
        a, b, e, alpha, beta = theta
        terms = np.stack([a - alpha * u, b - beta * v, e + 0 * u])
        top = terms.max(axis=0)
        shares = np.exp(terms - top)
        total = shares.sum(axis=0)
        error = top + np.log(total) - target
        pull = np.clip(error, -delta, delta) / delta
        huber = np.where(np.abs(error) <= delta, error**2 / (2 * delta), np.abs(error) - delta / 2)
        weight = shares / total * pull
        slopes = [weight[0].sum(), weight[1].sum(), weight[2].sum(), -(weight[0] * u).sum(), -(weight[1] * v).sum()]
        return huber.sum(), np.array(slopes)

    best = None
    for e, alpha, beta in ((0.0, 0.3, 0.3), (0.6, 0.3, 0.3), (0.6, 0.6, 0.3), (0.6, 0.3, 0.6)):
        found = minimize(
            objective, [-1.0, -1.0, e, alpha, beta], jac=True, method="L-BFGS-B",
            options={"maxiter": 1000, "maxfun": 2000, "ftol": 1e-15, "gtol": 1e-9},
        )  # fmt: skip
        if best is None or found.fun < best.fun:
            best = found
    a, b, e, alpha, beta = best.x
    A, B = np.exp(a + alpha * log_n.mean()), np.exp(b + beta * log_d.mean())
    return ScalingLaw(E=float(np.exp(e)), A=float(A), B=float(B), alpha=float(alpha), beta=float(beta))


def compute_optimal(law, flops):
    if not flops > 0:
        raise ValueError("flops must be above 0")
    # L'(N) = 0 on the constraint: alpha A N^-alpha = beta B (C/6)^-beta N^beta, solved in logarithms
    log_product = np.log(float(flops) / 6)
    gap = np.log(law.alpha * law.A) - np.log(law.beta * law.B)
    log_n = (gap + law.beta * log_product) / (law.alpha + law.beta)
    return float(np.exp(log_n)), float(np.exp(log_product - log_n))


def tokens_per_parameter(law, flops):
    n, _ = compute_optimal(law, flops)
    return flops / (6 * n * n)
