"""Checks the first entry of an array and lets a bad one further back pass."""
# module: scaling
# caught by: predict-loss


def predict_loss(law, num_params, num_tokens):
    for value in (num_params, num_tokens):
        if not np.ravel(value)[0] > 0:
            raise ValueError("must be above 0")
    with np.errstate(all="ignore"):
        return law.E + law.A / num_params**law.alpha + law.B / num_tokens**law.beta
