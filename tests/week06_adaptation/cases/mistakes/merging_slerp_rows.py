"""Each row has an angle of its own."""
# module: merging
# caught by: slerp

_right_slerp = slerp


def slerp(a, b, t):
    whole = _right_slerp(a, b, t)
    return torch.stack([_right_slerp(p, q, t) for p, q in zip(a, b)]) if a.ndim > 1 else whole
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
