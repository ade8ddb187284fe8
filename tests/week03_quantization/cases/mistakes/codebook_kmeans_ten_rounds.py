"""Ten rounds of Lloyd's algorithm are not enough."""
# module: codebook
# caught by: kmeans

_right_lloyd = _lloyd


def _lloyd(values, levels):
    return _right_lloyd(values, levels, rounds=10)
