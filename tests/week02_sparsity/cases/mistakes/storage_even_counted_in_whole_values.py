"""The last whole number of nonzeros that pays, as a share."""

# module: storage
# caught by: break-even

_even = break_even_density


def break_even_density(rows, cols, form, value_bytes=4, index_bytes=4):
    return int(_even(rows, cols, form, value_bytes, index_bytes) * rows * cols) / (rows * cols)
