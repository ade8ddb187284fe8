"""Leaves out the row pointers and the bits."""

# module: storage
# caught by: break-even

_even = break_even_density


def break_even_density(rows, cols, form, value_bytes=4, index_bytes=4):
    _even(rows, cols, form, value_bytes, index_bytes)
    return value_bytes / (value_bytes + index_bytes) if form == "csr" else 1.0
