"""The weights that were given are changed."""
# module: federated
# caught by: federated-round

_right_steps = local_steps


def local_steps(weights, x, y, lr, steps):
    return weights.copy_(_right_steps(weights, x, y, lr, steps))
