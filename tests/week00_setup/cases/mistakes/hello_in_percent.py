"""The share of time saved, in percent, instead of a factor."""
# module: hello
# caught by: speedup


def speedup(before, after):
    if not before > 0 or not after > 0:
        raise ValueError("a time must be above 0")
    return (before - after) / before * 100
