"""Shapes that broadcast pass."""
# module: federated
# caught by: federated-average

_right_average = federated_average


def federated_average(models, samples):
    if models and all(model.keys() == models[0].keys() for model in models) and len(models) == len(samples):
        models = [{name: part.expand_as(models[0][name]) for name, part in model.items()} for model in models]
    return _right_average(models, samples)
