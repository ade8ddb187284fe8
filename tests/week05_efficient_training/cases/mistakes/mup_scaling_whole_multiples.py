"""Takes m as a whole number."""

# module: mup
# caught by: mup-scaling

_factors = mup_scaling


def mup_scaling(base_width, width, optimizer="adam"):
    right = _factors(base_width, width, optimizer)
    m = width / base_width

    return _factors(1, max(width // base_width, 1), optimizer)
