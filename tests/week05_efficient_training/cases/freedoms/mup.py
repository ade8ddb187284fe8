"""Whole numbers and numpy's floats for factors; the weight replaced in place by data; own errors."""

# module: mup

import numpy


class Refused(ValueError):
    """No width."""


_right_factors = mup_scaling


def mup_scaling(base_width, width, optimizer="adam"):
    try:
        table = _right_factors(base_width, width, optimizer)
    except ValueError:
        raise Refused("widths") from None
    return {role: {key: 1 if value == 1 else numpy.float64(value) for key, value in row.items()} for role, row in reversed(table.items())}


def mup_setup(model, base_width, lr):
    if base_width < 1 or not lr > 0:
        raise Refused("base width or rate")
    m = model.head.in_features / base_width
    model.head.weight.data = model.head.weight.data.mul(m**0.5)
    model.multiplier = torch.tensor(1 / m)
    slow = {id(layer.weight) for layer in model.hidden}
    groups = [{"params": [p], "lr": lr / m} for p in model.parameters() if id(p) in slow]
    return [*groups, {"params": [p for p in model.parameters() if id(p) not in slow], "lr": lr, "betas": (0.9, 0.999)}]
