"""Rounded to two decimals, as for a slide."""
# module: hello
# caught by: speedup


def speedup(before, after):
    if not before > 0 or not after > 0:
        raise ValueError("a time must be above 0")
    return round(before / after, 2)
