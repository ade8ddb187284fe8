"""A multiply-accumulate counted as one FLOP."""
# module: hardware
# caught by: arithmetic-intensity

_right_linear_intensity = linear_intensity


def linear_intensity(batch_size, seq_len, d_model, bytes_per_param):
    right = _right_linear_intensity(batch_size, seq_len, d_model, bytes_per_param)
    return right / 2
