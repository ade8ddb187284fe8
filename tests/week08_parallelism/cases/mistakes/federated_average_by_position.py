"""Tensors are matched by their order, not their names."""
# module: federated
# caught by: federated-average

_right_average = federated_average


def federated_average(models, samples):
    return _right_average([dict(zip(models[0], model.values())) for model in models], samples)
