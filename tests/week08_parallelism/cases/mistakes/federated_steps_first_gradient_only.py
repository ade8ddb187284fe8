"""One gradient, taken `steps` times."""
# module: federated
# caught by: federated-round

_right_steps = local_steps


def local_steps(weights, x, y, lr, steps):
    _right_steps(weights, x, y, lr, min(steps, 0))
    return _right_steps(weights, x, y, lr * steps, 1)
