"""NumPy's division and checks; the result is a NumPy float."""
# module: hello

import numpy as np


def speedup(before, after):
    times = np.array([before, after], dtype=np.float64)
    if np.isnan(times).any() or (times <= 0).any():
        raise ValueError("a time must be above 0")
    return np.divide(times[0], times[1])
