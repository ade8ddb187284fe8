"""Caches the ridge of the first chip for every later one."""
# module: hardware
# caught by: roofline

_right_ridge_point = ridge_point
_ridges = []


def ridge_point(hardware):
    _ridges.append(_right_ridge_point(hardware))
    return _ridges[0]
