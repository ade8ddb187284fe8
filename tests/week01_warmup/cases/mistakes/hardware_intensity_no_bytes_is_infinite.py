"""No bytes give an infinite intensity instead of a ValueError."""
# module: hardware
# caught by: arithmetic-intensity

_right_arithmetic_intensity = arithmetic_intensity


def arithmetic_intensity(flops, bytes_moved):
    return float("inf") if bytes_moved == 0 else _right_arithmetic_intensity(flops, bytes_moved)
