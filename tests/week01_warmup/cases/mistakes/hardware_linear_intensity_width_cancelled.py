"""Cancels d first, so that a layer of width 0 or -3 has an intensity."""
# module: hardware
# caught by: arithmetic-intensity


def linear_intensity(batch_size, seq_len, d_model, bytes_per_param):
    return arithmetic_intensity(2 * batch_size * seq_len, bytes_per_param)
