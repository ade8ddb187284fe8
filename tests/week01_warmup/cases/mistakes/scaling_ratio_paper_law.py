"""Uses the constants of the paper instead of the law that is handed in."""
# module: scaling
# caught by: tokens-per-parameter

_right_tokens_per_parameter = tokens_per_parameter


def tokens_per_parameter(law, flops):
    right = _right_tokens_per_parameter(law, flops)
    return _right_tokens_per_parameter(ScalingLaw(1.69, 406.4, 410.7, 0.34, 0.28), flops)
