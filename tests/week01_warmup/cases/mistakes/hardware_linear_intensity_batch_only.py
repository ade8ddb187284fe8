"""Forgets that every token of a sequence reuses the weights."""
# module: hardware
# caught by: arithmetic-intensity

_right_linear_intensity = linear_intensity


def linear_intensity(batch_size, seq_len, d_model, bytes_per_param):
    right = _right_linear_intensity(batch_size, seq_len, d_model, bytes_per_param)
    return right / seq_len if seq_len else right
