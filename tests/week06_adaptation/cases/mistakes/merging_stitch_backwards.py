"""From y to x."""
# module: merging
# caught by: stitching

_right_stitch = stitch


def stitch(x, y):
    _right_stitch(x, y)
    return _right_stitch(y, x)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
