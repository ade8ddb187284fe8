"""Variable projection: Nelder-Mead over the two exponents, the rest linear, trimming what lies off; no use of Huber."""

# module: scaling
from scipy.optimize import minimize


def fit_scaling_law(num_params, num_tokens, losses):
    columns = [np.asarray(column, dtype=np.float64) for column in (num_params, num_tokens, losses)]
    if any(column.ndim != 1 or column.size != columns[0].size for column in columns) or columns[0].size < 5:
        raise ValueError("five runs or more, as many of each")
    if not all((column > 0).all() for column in columns):
        raise ValueError("must be above 0")
    n, d, observed = columns
    u, v = n / np.exp(np.log(n).mean()), d / np.exp(np.log(d).mean())

    def solve(exponents, kept):
        rows = np.stack([np.ones_like(u), u ** -exponents[0], v ** -exponents[1]], axis=1)
        constants, *_ = np.linalg.lstsq(rows[kept] / observed[kept, None], np.ones(kept.sum()), rcond=None)
        return constants, rows @ constants / observed - 1

    def cost(exponents, kept):
        if not 0.01 < min(exponents) <= max(exponents) < 3:
            return 1e9
        return float(np.sum(solve(exponents, kept)[1][kept] ** 2))

    kept, exponents = np.ones(n.size, dtype=bool), np.array([0.35, 0.35])
    for _ in range(12):
        options = {"xatol": 1e-10, "fatol": 1e-22, "maxiter": 600}
        exponents = minimize(cost, exponents, args=(kept,), method="Nelder-Mead", options=options).x
        error = np.abs(solve(exponents, kept)[1])
        near = error <= max(1e-5, 3 * np.median(error))
        if near.sum() < 5 or (near == kept).all():
            break
        kept = near
    e, a, b = solve(exponents, kept)[0]
    alpha, beta = exponents
    A, B = a * np.exp(np.log(n).mean()) ** alpha, b * np.exp(np.log(d).mean()) ** beta
    return ScalingLaw(e, A, B, alpha, beta)
