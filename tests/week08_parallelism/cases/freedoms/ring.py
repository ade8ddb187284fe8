"""Own errors, TypeError for a wrong type, integers and numpy's floats as numbers."""
# module: ring

import numpy as np


class Refused(ValueError):
    """No such ring."""


_right_all_reduce = ring_all_reduce
_right_bytes = ring_bytes
_right_seconds = ring_seconds


def ring_all_reduce(buffer, comm):
    if not buffer.dtype.is_floating_point:
        raise TypeError("floats")
    if buffer.dim() != 1:
        raise Refused("one dimension")
    return _right_all_reduce(buffer, comm)


def ring_bytes(numel, world_size, rank, itemsize):
    try:
        return _right_bytes(numel, world_size, rank, itemsize)
    except ValueError:
        raise Refused("no such ring") from None


def ring_seconds(nbytes, world_size, bandwidth, latency):
    try:
        seconds = _right_seconds(nbytes, world_size, bandwidth, latency)
    except ValueError:
        raise Refused("no such ring") from None
    return 0 if seconds == 0 else np.float64(seconds)
