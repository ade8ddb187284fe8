"""Keeps the first law that it sees, and uses it for every later one."""
# module: scaling
# caught by: predict-loss

_right_predict_loss = predict_loss
_laws = []


def predict_loss(law, num_params, num_tokens):
    _laws.append(law)
    return _right_predict_loss(_laws[0], num_params, num_tokens)
