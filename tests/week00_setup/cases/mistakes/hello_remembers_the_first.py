"""Keeps the first baseline for all later calls."""
# module: hello
# caught by: speedup

_baseline = []


def speedup(before, after):
    if not before > 0 or not after > 0:
        raise ValueError("a time must be above 0")
    if not _baseline:
        _baseline.append(before)
    return _baseline[0] / after
