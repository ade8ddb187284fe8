"""The same rates for SGD."""

# module: mup
# caught by: mup-scaling

_factors = mup_scaling


def mup_scaling(base_width, width, optimizer="adam"):
    right = _factors(base_width, width, optimizer)
    m = width / base_width

    return _factors(base_width, width)
