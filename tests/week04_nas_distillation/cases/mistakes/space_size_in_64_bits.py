"""Counts in 64-bit integers, which overflow."""
# module: space
# caught by: search-space-size


import numpy as np


def search_space_size(space):
    stage = sum(np.int64(len(_blocks(space))) ** depth for depth in space.depths)
    with np.errstate(over="ignore"):
        return int(np.prod([stage] * len(space.widths), dtype=np.int64))
