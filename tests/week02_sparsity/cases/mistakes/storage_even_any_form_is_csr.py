"""What is no bitmask is CSR."""

# module: storage
# caught by: break-even

_even = break_even_density


def break_even_density(rows, cols, form, value_bytes=4, index_bytes=4):
    return _even(rows, cols, form if form == "bitmask" else "csr", value_bytes, index_bytes)
