"""Two numbers give an array of shape () instead of a float."""
# module: scaling
# caught by: predict-loss


def predict_loss(law, num_params, num_tokens):
    n, d = _positive("num_params", num_params), _positive("num_tokens", num_tokens)
    return np.asarray(law.E + law.A / n**law.alpha + law.B / d**law.beta)
