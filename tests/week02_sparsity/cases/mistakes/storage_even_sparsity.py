"""The sparsity at which it pays."""

# module: storage
# caught by: break-even

_even = break_even_density


def break_even_density(rows, cols, form, value_bytes=4, index_bytes=4):
    return 1 - _even(rows, cols, form, value_bytes, index_bytes)
