"""2^b - 1 centroids."""
# module: codebook
# caught by: kmeans

_right_lloyd = _lloyd


def _lloyd(values, levels):
    return _right_lloyd(values, levels - 1)
