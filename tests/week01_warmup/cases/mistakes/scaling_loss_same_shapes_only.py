"""Pairs the runs with zip: a column and a row do not broadcast."""
# module: scaling
# caught by: predict-loss


def predict_loss(law, num_params, num_tokens):
    n, d = _positive("num_params", num_params), _positive("num_tokens", num_tokens)
    if n.ndim == 0 and d.ndim == 0:
        return float(law.E + law.A / n**law.alpha + law.B / d**law.beta)
    pairs = zip(np.atleast_1d(n).ravel(), np.atleast_1d(d).ravel())
    return np.array([law.E + law.A / a**law.alpha + law.B / b**law.beta for a, b in pairs])
