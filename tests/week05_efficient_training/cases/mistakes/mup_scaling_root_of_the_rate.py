"""Hidden rates shrink with the root of the width."""

# module: mup
# caught by: mup-scaling

_factors = mup_scaling


def mup_scaling(base_width, width, optimizer="adam"):
    right = _factors(base_width, width, optimizer)
    m = width / base_width

    return {**right, "hidden": {**right["hidden"], "lr": m**-0.5}}
