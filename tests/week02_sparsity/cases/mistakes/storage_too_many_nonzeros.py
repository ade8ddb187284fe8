"""More nonzeros than places are accepted."""

# module: storage
# caught by: sparse-bytes


def _matrix(rows, cols, nonzeros):
    for value, name in ((rows, "rows"), (cols, "cols"), (nonzeros, "nonzeros")):
        _whole(value, name)
    return rows * cols
