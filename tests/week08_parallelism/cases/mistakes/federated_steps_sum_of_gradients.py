"""The gradient is summed over the samples."""
# module: federated
# caught by: federated-round

_right_steps = local_steps


def local_steps(weights, x, y, lr, steps):
    return _right_steps(weights, x, y, lr * max(1, len(x)), steps)
