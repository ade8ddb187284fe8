"""A straight line."""
# module: merging
# caught by: slerp

_right_slerp = slerp


def slerp(a, b, t):
    _right_slerp(a, b, t)
    return (1 - t) * a + t * b
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
