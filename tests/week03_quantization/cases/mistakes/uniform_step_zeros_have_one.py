"""Zeros have a step of 0."""
# module: uniform
# caught by: optimal-step

_right_step = optimal_step


def optimal_step(x, bits):
    return 0.0 if x.numel() and not x.any() else _right_step(x, bits)
