"""The formula with the vectors themselves, not their directions."""
# module: merging
# caught by: slerp

_right_slerp = slerp


def slerp(a, b, t):
    _right_slerp(a, b, t)
    w = torch.acos(((a * b).sum() / a.norm() / b.norm()).clamp(-1, 1))
    if w < 1e-4:
        return _right_slerp(a, b, t)
    return (torch.sin((1 - t) * w) * a + torch.sin(t * w) * b) / torch.sin(w)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
