"""Divided with //, which drops everything after the point."""
# module: hello
# caught by: speedup


def speedup(before, after):
    if not before > 0 or not after > 0:
        raise ValueError("a time must be above 0")
    return before // after
