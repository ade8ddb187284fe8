"""A budget of 0 gives 0.0 instead of a ValueError."""
# module: scaling
# caught by: tokens-per-parameter

_right_tokens_per_parameter = tokens_per_parameter


def tokens_per_parameter(law, flops):
    return 0.0 if flops == 0 else _right_tokens_per_parameter(law, flops)
