"""Week 2, part 6: zeros are only saved if nobody stores them. What does a sparse matrix take, and when is it worth it?

Sizes are exact Python ints in bytes. Bad input is refused with a `ValueError` before anything is computed.
"""

from __future__ import annotations

### BEGIN SOLUTION
from typing import Any


def _whole(value: Any, name: str, at_least: int = 0) -> int:
    """Check one size."""
    if type(value) is not int or value < at_least:
        raise ValueError(f"{name} must be a whole number, {at_least} or more; got {value!r}")
    return value


def _matrix(rows: int, cols: int, nonzeros: int) -> int:
    """Check a sparse matrix; its number of elements."""
    elements = _whole(rows, "rows") * _whole(cols, "cols")
    if _whole(nonzeros, "nonzeros") > elements:
        raise ValueError(f"{nonzeros} nonzeros do not fit into {rows} x {cols}")
    return elements


### END SOLUTION


def csr_bytes(rows: int, cols: int, nonzeros: int, value_bytes: int = 4, index_bytes: int = 4) -> int:
    """Bytes of a matrix in compressed sparse row form.

    Stored are each nonzero value, the column of each (an index), and for each row where it begins, with one more index
    for the end: rows + 1 of them. Raises `ValueError` on a negative size, on a width below 1, and when there are more
    nonzeros than places.

    >>> csr_bytes(10, 20, 50)
    444
    """
    # TODO(sparse-bytes): the values, their columns, and rows + 1 row pointers
    ### BEGIN SOLUTION
    _matrix(rows, cols, nonzeros)
    value_bytes, index_bytes = _whole(value_bytes, "value_bytes", 1), _whole(index_bytes, "index_bytes", 1)
    return nonzeros * (value_bytes + index_bytes) + (rows + 1) * index_bytes
    ### END SOLUTION


def bitmask_bytes(rows: int, cols: int, nonzeros: int, value_bytes: int = 4) -> int:
    """Bytes of a matrix as its nonzero values and one bit for every place; the bits fill whole bytes.

    Raises `ValueError` as `csr_bytes` does.

    >>> bitmask_bytes(10, 20, 50)
    225
    """
    # TODO(sparse-bytes): the values, and a bit for each place, rounded up to a whole byte
    ### BEGIN SOLUTION
    elements = _matrix(rows, cols, nonzeros)
    return nonzeros * _whole(value_bytes, "value_bytes", 1) + (elements + 7) // 8
    ### END SOLUTION


def break_even_density(rows: int, cols: int, form: str, value_bytes: int = 4, index_bytes: int = 4) -> float:
    """The density (share of nonzeros) at which a sparse form takes exactly the bytes of the dense matrix.

    `form` is "csr" or "bitmask". The bytes are those of `csr_bytes` and `bitmask_bytes`, with the number of nonzeros
    taken as a real number; 0.0 when even an empty matrix takes more than the dense one. Raises `ValueError` on another
    form, when rows or cols are not positive, and on a width below 1.

    >>> break_even_density(100, 100, "bitmask")
    0.96875
    >>> round(break_even_density(100, 100, "csr"), 5)
    0.49495
    """
    # TODO(break-even): the dense bytes are overhead + density * bytes of a full one: solve for the density
    ### BEGIN SOLUTION
    elements = _whole(rows, "rows", 1) * _whole(cols, "cols", 1)
    value_bytes, index_bytes = _whole(value_bytes, "value_bytes", 1), _whole(index_bytes, "index_bytes", 1)
    if form == "csr":
        overhead, per_value = (rows + 1) * index_bytes, value_bytes + index_bytes
    elif form == "bitmask":
        overhead, per_value = (elements + 7) // 8, value_bytes
    else:
        raise ValueError(f'form must be "csr" or "bitmask"; got {form!r}')
    return max(0.0, (elements * value_bytes - overhead) / (elements * per_value))
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
