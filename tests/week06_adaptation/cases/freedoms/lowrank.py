"""Own errors, ValueError for integers, a numpy float, signs the other way round."""
# module: lowrank

import numpy as np


class Refused(ValueError):
    """Not such a matrix."""


_right_best = best_rank_r
_right_lost = lost_share
_right_pissa = pissa_start


def best_rank_r(w, rank):
    try:
        return _right_best(w, rank)
    except (TypeError, ValueError):
        raise Refused("matrix") from None


def lost_share(w, rank):
    try:
        return np.float64(_right_lost(w, rank))
    except (TypeError, ValueError):
        raise Refused("matrix") from None


def pissa_start(w, rank):
    try:
        a, b, rest = _right_pissa(w, rank)
    except (TypeError, ValueError):
        raise Refused("matrix") from None
    return -a, -b, rest
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
