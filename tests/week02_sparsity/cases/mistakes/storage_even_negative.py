"""Below 0 where sparse never pays."""

# module: storage
# caught by: break-even


def break_even_density(rows, cols, form, value_bytes=4, index_bytes=4):
    if form not in ("csr", "bitmask") or min(rows, cols, value_bytes, index_bytes) < 1:
        raise ValueError("bad")
    if form == "csr":
        return (rows * cols * value_bytes - (rows + 1) * index_bytes) / (rows * cols * (value_bytes + index_bytes))
    return 1 - (rows * cols + 7) // 8 / (rows * cols * value_bytes)
