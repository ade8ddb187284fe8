"""0 tokens give an infinite loss instead of a ValueError."""
# module: scaling
# caught by: predict-loss


def predict_loss(law, num_params, num_tokens):
    n, d = np.asarray(num_params, dtype=np.float64), np.asarray(num_tokens, dtype=np.float64)
    if not (np.all(n >= 0) and np.all(d >= 0)):
        raise ValueError("negative or NaN")
    with np.errstate(divide="ignore"):
        loss = law.E + law.A / n**law.alpha + law.B / d**law.beta
    return float(loss) if np.ndim(loss) == 0 else loss
