"""Computes in float16: three digits, and nothing above 65,504."""
# module: hello
# caught by: speedup

_right_speedup = speedup


def speedup(before, after):
    import numpy as np

    return float(np.float16(min(_right_speedup(before, after), 60_000.0)))
