"""Own errors; near angles along the straight line."""
# module: merging

class Refused(ValueError):
    """These do not go together."""


_right_average = average
_right_vector = task_vector
_right_apply = apply_task_vectors
_right_slerp = slerp
_right_stitch = stitch


def average(states, weights):
    try:
        return dict(reversed(_right_average(states, weights).items()))
    except ValueError:
        raise Refused("states") from None


def task_vector(base, tuned):
    try:
        return dict(reversed(_right_vector(base, tuned).items()))
    except ValueError:
        raise Refused("states") from None


def apply_task_vectors(base, vectors, scales):
    try:
        return dict(reversed(_right_apply(base, vectors, scales).items()))
    except ValueError:
        raise Refused("states") from None


def slerp(a, b, t):
    try:
        return _right_slerp(a, b, t)
    except ValueError:
        raise Refused("no way") from None


def stitch(x, y):
    try:
        return _right_stitch(x, y)
    except ValueError:
        raise Refused("features") from None
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
