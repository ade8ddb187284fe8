"""alpha goes with D and beta with N: right only where they are equal."""
# module: scaling
# caught by: predict-loss


def predict_loss(law, num_params, num_tokens):
    n, d = _positive("num_params", num_params), _positive("num_tokens", num_tokens)
    loss = law.E + law.A / n**law.beta + law.B / d**law.alpha
    return float(loss) if np.ndim(loss) == 0 else loss
