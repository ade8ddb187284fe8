"""Counts the activations among the bytes: the lecture's ratio has the weights only."""
# module: hardware
# caught by: arithmetic-intensity

_right_linear_intensity = linear_intensity


def linear_intensity(batch_size, seq_len, d_model, bytes_per_param):
    right = _right_linear_intensity(batch_size, seq_len, d_model, bytes_per_param)
    work = 2 * batch_size * seq_len * d_model**2
    return work / ((d_model**2 + 2 * batch_size * seq_len * d_model) * bytes_per_param)
