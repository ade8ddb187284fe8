"""Leaves it to Python to notice a bad time: ZeroDivisionError instead of ValueError, and nothing for -1."""
# module: hello
# caught by: speedup


def speedup(before, after):
    return before / after
