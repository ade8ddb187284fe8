"""math.ceil of a float: wrong beyond 2**53."""

# module: storage
# caught by: sparse-bytes
# may also cost: break-even

import math

_bits = bitmask_bytes


def bitmask_bytes(rows, cols, nonzeros, value_bytes=4):
    _bits(rows, cols, nonzeros, value_bytes)
    return nonzeros * value_bytes + math.ceil(rows * cols / 8)
