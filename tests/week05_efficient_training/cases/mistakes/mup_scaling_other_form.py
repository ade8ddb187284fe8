"""The form without multipliers: right, but mixed with nothing of this one."""

# module: mup
# caught by: mup-scaling

_factors = mup_scaling


def mup_scaling(base_width, width, optimizer="adam"):
    right = _factors(base_width, width, optimizer)
    m = width / base_width

    return {**right, "output": {"init": 1 / m, "lr": 1 / m, "multiplier": 1.0}}
