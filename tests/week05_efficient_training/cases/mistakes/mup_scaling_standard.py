"""The standard parametrization: only starts shrink."""

# module: mup
# caught by: mup-scaling

_factors = mup_scaling


def mup_scaling(base_width, width, optimizer="adam"):
    right = _factors(base_width, width, optimizer)
    m = width / base_width

    return {role: {"init": m**-0.5 if role in ("hidden", "output") else 1.0, "lr": 1.0, "multiplier": 1.0} for role in right}
