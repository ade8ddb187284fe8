"""Everything that is not "sgd" is Adam."""

# module: mup
# caught by: mup-scaling

_factors = mup_scaling


def mup_scaling(base_width, width, optimizer="adam"):
    return _factors(base_width, width, "sgd" if optimizer == "sgd" else "adam")
