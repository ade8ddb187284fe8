"""Every client counts the same."""
# module: federated
# caught by: federated-average

_right_average = federated_average


def federated_average(models, samples):
    right = _right_average(models, samples)
    return _right_average(models, [1] * len(models))
