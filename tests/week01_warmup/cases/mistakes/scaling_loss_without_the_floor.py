"""Forgets E, the loss that no model goes below."""
# module: scaling
# caught by: predict-loss


def predict_loss(law, num_params, num_tokens):
    n, d = _positive("num_params", num_params), _positive("num_tokens", num_tokens)
    loss = law.A / n**law.alpha + law.B / d**law.beta
    return float(loss) if np.ndim(loss) == 0 else loss
