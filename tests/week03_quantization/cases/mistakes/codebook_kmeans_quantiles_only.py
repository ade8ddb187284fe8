"""The start is the end: quantiles of the values."""
# module: codebook
# caught by: kmeans

_right_lloyd = _lloyd


def _lloyd(values, levels):
    return _right_lloyd(values, levels, rounds=0)
