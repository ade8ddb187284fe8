"""Raises the caller's own array to the power, in place."""
# module: scaling
# caught by: predict-loss

_right_predict_loss = predict_loss


def predict_loss(law, num_params, num_tokens):
    loss = _right_predict_loss(law, num_params, num_tokens)
    if isinstance(num_params, np.ndarray):
        num_params **= -law.alpha
    return loss
