"""N / D: parameters per token."""
# module: scaling
# caught by: tokens-per-parameter

_right_tokens_per_parameter = tokens_per_parameter


def tokens_per_parameter(law, flops):
    right = _right_tokens_per_parameter(law, flops)
    return 1 / right
