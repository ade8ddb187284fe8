"""Refuses `<= 0`, which is False for NaN: a NaN comes out."""
# module: scaling
# caught by: predict-loss


def predict_loss(law, num_params, num_tokens):
    if np.any(np.asarray(num_params) <= 0) or np.any(np.asarray(num_tokens) <= 0):
        raise ValueError("must be above 0")
    return law.E + law.A / num_params**law.alpha + law.B / num_tokens**law.beta
