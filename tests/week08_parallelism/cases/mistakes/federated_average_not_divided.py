"""The weighted sum is divided by the number of clients."""
# module: federated
# caught by: federated-average

_right_average = federated_average


def federated_average(models, samples):
    right = _right_average(models, samples)
    return {name: part * (sum(samples) / len(models)) for name, part in right.items()}
