"""Clips diverged losses inside the caller's array."""
# module: scaling
# caught by: fit-scaling-law

_right_fit_scaling_law = fit_scaling_law


def fit_scaling_law(num_params, num_tokens, losses):
    fitted = _right_fit_scaling_law(num_params, num_tokens, losses)
    if isinstance(losses, np.ndarray):
        np.minimum(losses, predict_loss(fitted, num_params, num_tokens), out=losses)
    return fitted
