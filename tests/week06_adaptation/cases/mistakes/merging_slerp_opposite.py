"""Between opposite vectors it goes through 0."""
# module: merging
# caught by: slerp

_right_slerp = slerp


def slerp(a, b, t):
    try:
        return _right_slerp(a, b, t)
    except ValueError:
        if a.shape == b.shape and 0 <= t <= 1 and bool(torch.isfinite(a + b).all()) and a.norm() > 0 and b.norm() > 0:
            return (1 - t) * a + t * b
        raise
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
