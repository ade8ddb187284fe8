"""Returns the five constants as a tuple instead of a ScalingLaw."""
# module: scaling
# caught by: fit-scaling-law

_right_fit_scaling_law = fit_scaling_law


def fit_scaling_law(num_params, num_tokens, losses):
    fitted = _right_fit_scaling_law(num_params, num_tokens, losses)
    return (fitted.E, fitted.A, fitted.B, fitted.alpha, fitted.beta)
