"""A bit for each place, without rounding up to whole bytes."""

# module: storage
# caught by: break-even

_even = break_even_density


def break_even_density(rows, cols, form, value_bytes=4, index_bytes=4):
    exact = _even(rows, cols, form, value_bytes, index_bytes)
    return 1 - 1 / (8 * value_bytes) if form == "bitmask" else exact
