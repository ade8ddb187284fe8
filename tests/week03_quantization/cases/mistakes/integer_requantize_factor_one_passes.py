"""Factors of 1 and more are taken."""
# module: integer
# caught by: requantize
# may also cost: integer-linear

_right_fixed = fixed_point


def fixed_point(factor):
    return _right_fixed(min(factor, 0.99)) if factor >= 1 else _right_fixed(factor)
