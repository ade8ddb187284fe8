"""Bytes per FLOP instead of FLOPs per byte."""
# module: hardware
# caught by: arithmetic-intensity

_right_arithmetic_intensity = arithmetic_intensity


def arithmetic_intensity(flops, bytes_moved):
    right = _right_arithmetic_intensity(flops, bytes_moved)
    return bytes_moved / flops if flops else 0.0
