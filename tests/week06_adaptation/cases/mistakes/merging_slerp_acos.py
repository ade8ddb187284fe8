"""The angle by acos, which is NaN or 0 for equal vectors."""
# module: merging
# caught by: slerp

_right_slerp = slerp


def slerp(a, b, t):
    length = _right_slerp(a, b, t).norm()
    x, y = a / a.norm(), b / b.norm()
    w = torch.acos((x * y).sum())
    return length * (torch.sin((1 - t) * w) * x + torch.sin(t * w) * y) / torch.sin(w)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
