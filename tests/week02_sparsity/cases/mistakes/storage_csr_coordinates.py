"""Coordinates: a row and a column for each value."""

# module: storage
# caught by: sparse-bytes
# may also cost: break-even

_csr = csr_bytes


def csr_bytes(rows, cols, nonzeros, value_bytes=4, index_bytes=4):
    _csr(rows, cols, nonzeros, value_bytes, index_bytes)
    return nonzeros * (value_bytes + 2 * index_bytes)
