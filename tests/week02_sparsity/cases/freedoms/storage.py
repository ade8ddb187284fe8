"""Every freedom: exact fractions, numpy floats and a plain 0, errors of its own."""

# module: storage
from fractions import Fraction

import numpy as np


class Refused(ValueError):
    """No such matrix."""


def csr_bytes(rows, cols, nonzeros, value_bytes=4, index_bytes=4):
    if min(rows, cols, nonzeros) < 0 or min(value_bytes, index_bytes) <= 0 or nonzeros > rows * cols:
        raise Refused("no such matrix")
    values, columns, pointers = nonzeros * value_bytes, nonzeros * index_bytes, index_bytes + rows * index_bytes
    return values + columns + pointers


def bitmask_bytes(rows, cols, nonzeros, value_bytes=4):
    csr_bytes(rows, cols, nonzeros, value_bytes)
    bits = 8 * nonzeros * value_bytes + rows * cols
    return -(-bits // 8)


def break_even_density(rows, cols, form, value_bytes=4, index_bytes=4):
    if min(rows, cols, value_bytes, index_bytes) < 1:
        raise Refused("no such matrix")
    dense = rows * cols * value_bytes
    match form:
        case "csr":
            empty, full = (csr_bytes(rows, cols, n, value_bytes, index_bytes) for n in (0, rows * cols))
        case "bitmask":
            empty, full = (bitmask_bytes(rows, cols, n, value_bytes) for n in (0, rows * cols))
        case _:
            raise Refused(form)
    share = Fraction(dense - empty, full - empty)
    return np.float64(share) if share > 0 else 0
