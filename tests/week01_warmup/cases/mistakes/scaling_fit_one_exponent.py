"""Fits one exponent for both terms."""
# module: scaling
# caught by: fit-scaling-law

_right_fit_scaling_law = fit_scaling_law


def fit_scaling_law(num_params, num_tokens, losses):
    fitted = _right_fit_scaling_law(num_params, num_tokens, losses)
    both = (fitted.alpha + fitted.beta) / 2
    return ScalingLaw(fitted.E, fitted.A, fitted.B, both, both)
