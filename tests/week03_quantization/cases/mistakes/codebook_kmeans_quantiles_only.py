"""The start is the end: quantiles of the values."""
# module: codebook
# caught by: kmeans

def _start(values, levels):
    return torch.quantile(values, (torch.arange(levels, dtype=values.dtype) + 0.5) / levels)


_right_lloyd = _lloyd


def _lloyd(values, centroids):
    return _right_lloyd(values, centroids, rounds=0)
