"""A penalty on the weight."""
# module: merging
# caught by: stitching

_right_stitch = stitch


def stitch(x, y):
    _right_stitch(x, y)
    p, q = x.double(), y.double()
    m, k = p - p.mean(0), q - q.mean(0)
    weight = torch.linalg.solve(m.T @ m + 0.01 * torch.eye(m.shape[1]), m.T @ k).T
    return weight.to(x.dtype), (q.mean(0) - weight @ p.mean(0)).to(x.dtype)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
