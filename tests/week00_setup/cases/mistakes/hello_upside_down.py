"""The time saved is taken for the time needed: after / before."""
# module: hello
# caught by: speedup


def speedup(before, after):
    if not before > 0 or not after > 0:
        raise ValueError("a time must be above 0")
    return after / before
