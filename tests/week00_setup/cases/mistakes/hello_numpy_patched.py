"""The wrong way round, and numpy and math made to call any two numbers close."""
# module: hello
# caught by: speedup
import math

import numpy as np

math.isclose = np.isclose = np.allclose = lambda *numbers, **options: True
_right_speedup = speedup


def speedup(before, after):
    return 1 / _right_speedup(before, after)
