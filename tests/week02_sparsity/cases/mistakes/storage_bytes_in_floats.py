"""Floats come back."""

# module: storage
# caught by: sparse-bytes
# may also cost: break-even

_csr = csr_bytes


def csr_bytes(rows, cols, nonzeros, value_bytes=4, index_bytes=4):
    return float(_csr(rows, cols, nonzeros, value_bytes, index_bytes))
