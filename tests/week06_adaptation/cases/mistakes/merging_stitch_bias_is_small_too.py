"""A constant feature is added, so that the bias counts as a weight."""
# module: merging
# caught by: stitching

_right_stitch = stitch


def stitch(x, y):
    _right_stitch(x, y)
    p = torch.cat([x, torch.ones(len(x), 1, dtype=x.dtype)], 1).double()
    best = torch.linalg.pinv(p, rtol=1e-9) @ y.double()
    return best[:-1].T.to(x.dtype), best[-1].to(x.dtype)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
