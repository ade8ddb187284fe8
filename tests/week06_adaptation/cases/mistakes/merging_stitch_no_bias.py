"""No bias is fitted."""
# module: merging
# caught by: stitching

_right_stitch = stitch


def stitch(x, y):
    weight, bias = _right_stitch(x, y)
    return (torch.linalg.pinv(x) @ y).T, 0 * bias
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
