"""Every freedom: an int for a whole speedup, a numpy float for any other, an error class of one's own."""
# module: hello
import numpy as np


class NotATime(ValueError):
    """Says which time it is."""


def speedup(before, after):
    for seconds in (before, after):
        if seconds != seconds or seconds <= 0:
            raise NotATime(seconds)
    ratio = np.float64(before) / after
    return int(ratio) if ratio == int(ratio) else ratio
