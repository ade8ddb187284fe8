"""A straight line, pulled out to the right length."""
# module: merging
# caught by: slerp

_right_slerp = slerp


def slerp(a, b, t):
    length = _right_slerp(a, b, t).norm()
    line = (1 - t) * a / a.norm() + t * b / b.norm()
    return line / line.norm() * length
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
