"""Everything comes back in float64."""
# module: federated
# caught by: federated-average

_right_average = federated_average


def federated_average(models, samples):
    right = _right_average(models, samples)
    return {name: part.double() for name, part in right.items()}
