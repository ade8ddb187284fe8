"""Each row begins with a new byte."""

# module: storage
# caught by: sparse-bytes
# may also cost: break-even

_bits = bitmask_bytes


def bitmask_bytes(rows, cols, nonzeros, value_bytes=4):
    _bits(rows, cols, nonzeros, value_bytes)
    return nonzeros * value_bytes + rows * ((cols + 7) // 8)
