"""A multiplier for the output, and the small start of the other form."""

# module: mup
# caught by: mup-scaling

_factors = mup_scaling


def mup_scaling(base_width, width, optimizer="adam"):
    right = _factors(base_width, width, optimizer)
    m = width / base_width

    return {**right, "output": {**right["output"], "init": m**-0.5}}
