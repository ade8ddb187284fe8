"""Mixes up N and D: A and alpha come back as B and beta."""
# module: scaling
# caught by: fit-scaling-law

_right_fit_scaling_law = fit_scaling_law


def fit_scaling_law(num_params, num_tokens, losses):
    fitted = _right_fit_scaling_law(num_params, num_tokens, losses)
    return ScalingLaw(fitted.E, fitted.B, fitted.A, fitted.beta, fitted.alpha)
