"""t outside goes on along the circle."""
# module: merging
# caught by: slerp

_right_slerp = slerp


def slerp(a, b, t):
    return _right_slerp(a, b, min(max(t, 0), 1))
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
