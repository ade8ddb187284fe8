"""A matrix of zeros loses nothing."""
# module: lowrank
# caught by: best-rank

_right_lost = lost_share


def lost_share(w, rank):
    _check(w, rank)
    return _right_lost(w, rank) if bool((w != 0).any()) else 0.0
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
