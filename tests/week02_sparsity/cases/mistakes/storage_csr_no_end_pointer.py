"""One pointer for each row and none for the end."""

# module: storage
# caught by: sparse-bytes
# may also cost: break-even

_csr = csr_bytes


def csr_bytes(rows, cols, nonzeros, value_bytes=4, index_bytes=4):
    return _csr(rows, cols, nonzeros, value_bytes, index_bytes) - index_bytes
