"""The first column's factor serves every column."""
# module: integer
# caught by: requantize
# may also cost: integer-linear

_right_requantize = requantize


def requantize(acc, factors, zero_point):
    _right_requantize(acc, factors, zero_point)
    return _right_requantize(acc, [factors[0]] * len(factors), zero_point)
