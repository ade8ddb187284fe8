"""The best approximation of a matrix by one of low rank, and an adapter that starts there.

Week 6, 8 points. Eckart and Young (1936): cutting the singular value decomposition after `rank` terms is optimal, and
what is lost is the sum of the squares of the rest.
"""

import torch
from torch import Tensor

### BEGIN SOLUTION


def _check(w: Tensor, rank: int) -> None:
    if not isinstance(w, Tensor) or not w.is_floating_point():
        raise TypeError("a tensor of floating-point numbers is asked for")
    if w.ndim != 2 or not bool(torch.isfinite(w).all()):
        raise ValueError("a matrix of finite numbers is asked for")
    if not 1 <= rank <= min(w.shape):
        raise ValueError(f"the rank must be from 1 to the smaller side of the matrix; got {rank}")


### END SOLUTION


def best_rank_r(w: Tensor, rank: int) -> Tensor:
    """The matrix of rank at most `rank` that is nearest to w (out, in) in the Frobenius norm, in w's dtype.

    Raises ValueError if w is not a matrix of finite numbers, and on a rank that is not from 1 to its smaller side.

    >>> best_rank_r(torch.diag(torch.tensor([3.0, 2.0, 1.0])), 2).round()
    tensor([[3., 0., 0.],
            [0., 2., 0.],
            [0., 0., 0.]])
    """
    # TODO(best-rank): torch.linalg.svd, cut
    ### BEGIN SOLUTION
    _check(w, rank)
    u, s, vh = torch.linalg.svd(w, full_matrices=False)
    return (u[:, :rank] * s[:rank]) @ vh[:rank]
    ### END SOLUTION


def lost_share(w: Tensor, rank: int) -> float:
    """The part of the sum of all squares of w that its best approximation of this rank loses, from 0 to 1.

    Raises ValueError as `best_rank_r`, and if w is 0 throughout.

    >>> round(lost_share(torch.diag(torch.tensor([3.0, 2.0, 1.0])), 2), 6)  # 1 / (9 + 4 + 1)
    0.071429
    """
    # TODO(best-rank): the squares of the singular values that are cut, over those of all
    ### BEGIN SOLUTION
    _check(w, rank)
    squares = torch.linalg.svdvals(w).double() ** 2
    if not float(squares.sum()):
        raise ValueError("all values are 0: there is nothing to lose")
    return float(squares[rank:].sum() / squares.sum())
    ### END SOLUTION


def pissa_start(w: Tensor, rank: int) -> tuple[Tensor, Tensor, Tensor]:
    """(a, b, rest): an adapter that starts from the largest singular values of w, and what is then left to freeze.

    b (out, rank) times a (rank, in) is the best approximation of w, with its singular values shared evenly: both
    b^T b and a a^T are the diagonal matrix of the largest singular values, in falling order. rest is w - b a. Raises
    ValueError as `best_rank_r`. Source: PiSSA, Meng et al. 2024 (arXiv 2404.02948), equations 2 to 4.

    >>> a, b, rest = pissa_start(torch.diag(torch.tensor([9.0, 4.0])), 1)
    >>> a.abs(), b.abs().T, rest.round()
    (tensor([[3., 0.]]), tensor([[3., 0.]]), tensor([[0., 0.],
            [0., 4.]]))
    """
    # TODO(best-rank): give each side the square root of the singular values
    ### BEGIN SOLUTION
    _check(w, rank)
    u, s, vh = torch.linalg.svd(w, full_matrices=False)
    root = s[:rank].sqrt()
    a, b = root[:, None] * vh[:rank], u[:, :rank] * root
    return a, b, w - b @ a
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
