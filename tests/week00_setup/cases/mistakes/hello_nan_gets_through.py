"""NaN passes the check, since no comparison with it is true."""
# module: hello
# caught by: speedup


def speedup(before, after):
    if before <= 0 or after <= 0:
        raise ValueError("a time must be above 0")
    return before / after
