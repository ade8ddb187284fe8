"""The average is written into the first model."""
# module: federated
# caught by: federated-average

_right_average = federated_average


def federated_average(models, samples):
    right = _right_average(models, samples)
    return {name: models[0][name].copy_(part) for name, part in right.items()}
