"""Values of four bytes, whatever is asked."""

# module: storage
# caught by: break-even

_even = break_even_density


def break_even_density(rows, cols, form, value_bytes=4, index_bytes=4):
    _even(rows, cols, form, value_bytes, index_bytes)
    return _even(rows, cols, form, 4, index_bytes)
