"""Week 2, part 6: zeros are only saved if nobody stores them. What does a sparse matrix take, and when is it worth it?

Sizes are exact Python ints in bytes. Bad input is refused with a `ValueError` before anything is computed.
"""

from __future__ import annotations


def csr_bytes(rows: int, cols: int, nonzeros: int, value_bytes: int = 4, index_bytes: int = 4) -> int:
    """Bytes of a matrix in compressed sparse row form.

    Stored are each nonzero value, the column of each (an index), and for each row where it begins, with one more index
    for the end: rows + 1 of them. Raises `ValueError` on a negative size, on a width below 1, and when there are more
    nonzeros than places.

    >>> csr_bytes(10, 20, 50)
    444
    """
    # TODO(sparse-bytes): the values, their columns, and rows + 1 row pointers
    raise NotImplementedError("week 2, sparse-bytes: the values, their columns, and rows + 1 row pointers")


def bitmask_bytes(rows: int, cols: int, nonzeros: int, value_bytes: int = 4) -> int:
    """Bytes of a matrix as its nonzero values and one bit for every place; the bits fill whole bytes.

    Raises `ValueError` as `csr_bytes` does.

    >>> bitmask_bytes(10, 20, 50)
    225
    """
    # TODO(sparse-bytes): the values, and a bit for each place, rounded up to a whole byte
    raise NotImplementedError("week 2, sparse-bytes: the values, and a bit for each place, rounded up to a whole byte")


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
    raise NotImplementedError(
        "week 2, break-even: the dense bytes are overhead + density * bytes of a full one: solve for the density"
    )
