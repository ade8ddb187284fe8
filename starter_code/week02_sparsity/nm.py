"""Week 2, part 2: N:M sparsity, the pattern that hardware can use: of every m neighbours at most n are not zero.

Sparse tensor cores take 2:4: half of the values, and two bits for each that say where in its group of four it stood.
No function changes its inputs.
"""

from __future__ import annotations

import torch


def nm_mask(w: torch.Tensor, n: int = 2, m: int = 4, dim: int = -1) -> torch.Tensor:
    """Keep the n weights of largest magnitude in every group of m neighbours along `dim`: a bool mask like `w`.

    Groups begin at index 0 and do not overlap. Of equal magnitudes any may go, but exactly n of each group stay. `w`
    has any floating dtype and any number of dimensions, contiguous or not; `dim` may be negative.

    Raises `ValueError` when n is not from 1 to m, when `dim` is no dimension of `w`, when m does not divide the size
    of that dimension, and on NaN.

    >>> nm_mask(torch.tensor([[1.0, -4.0, 3.0, 2.0]])).tolist()
    [[False, True, True, False]]
    """
    # TODO(nm-mask): bring `dim` to the end, cut it into groups of m, keep n of each, and put `dim` back
    raise NotImplementedError(
        "week 2, nm-mask: bring `dim` to the end, cut it into groups of m, keep n of each, and put `dim` back"
    )


def pack_24(w: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Pack a 2:4 sparse matrix: (values, indices), half the values and two bits for each.

    `w` has shape (rows, cols), and `mask` keeps exactly two of every four neighbours in a row. `values` has shape
    (rows, cols / 2) and the dtype of `w`: the kept weights of each row, left to right. `indices` is a one-dimensional
    uint8 tensor: of each kept weight, row after row, its place (0 to 3) in its group of four, in two bits; four of
    them to a byte, the first in the lowest two bits, and unused bits of the last byte 0.

    Raises `ValueError` when `w` is no matrix, when the shapes differ, when 4 does not divide cols, and when a group
    does not keep exactly two.

    >>> w = torch.tensor([[5.0, 0.0, 0.0, 6.0, 0.0, 7.0, 8.0, 0.0]])
    >>> values, indices = pack_24(w, w != 0)
    >>> values.tolist(), indices.tolist()
    ([[5.0, 6.0, 7.0, 8.0]], [156])
    """
    # TODO(nm-packing): the kept values in order, and their places in the groups, four places to a byte
    raise NotImplementedError(
        "week 2, nm-packing: the kept values in order, and their places in the groups, four places to a byte"
    )


def unpack_24(values: torch.Tensor, indices: torch.Tensor) -> torch.Tensor:
    """The dense matrix (rows, 2 * kept per row) of what `pack_24` packed, zeros where weights were pruned.

    Raises `ValueError` when `indices` has not the length that belongs to `values`.

    >>> unpack_24(torch.tensor([[5.0, 6.0]]), torch.tensor([12], dtype=torch.uint8)).tolist()
    [[5.0, 0.0, 0.0, 6.0]]
    """
    # TODO(nm-packing): read the places back out of the bytes, and put each value where it stood
    raise NotImplementedError(
        "week 2, nm-packing: read the places back out of the bytes, and put each value where it stood"
    )
