"""The best approximation of a matrix by one of low rank, and an adapter that starts there.

Week 6, 8 points. Eckart and Young (1936): cutting the singular value decomposition after `rank` terms is optimal, and
what is lost is the sum of the squares of the rest.
"""

import torch
from torch import Tensor


def best_rank_r(w: Tensor, rank: int) -> Tensor:
    """The matrix of rank at most `rank` that is nearest to w (out, in) in the Frobenius norm, in w's dtype.

    Raises ValueError if w is not a matrix of finite numbers, and on a rank that is not from 1 to its smaller side.

    >>> best_rank_r(torch.diag(torch.tensor([3.0, 2.0, 1.0])), 2).round()
    tensor([[3., 0., 0.],
            [0., 2., 0.],
            [0., 0., 0.]])
    """
    # TODO(best-rank): torch.linalg.svd, cut
    raise NotImplementedError("week 6, best-rank: torch.linalg.svd, cut")


def lost_share(w: Tensor, rank: int) -> float:
    """The part of the sum of all squares of w that its best approximation of this rank loses, from 0 to 1.

    Raises ValueError as `best_rank_r`, and if w is 0 throughout.

    >>> round(lost_share(torch.diag(torch.tensor([3.0, 2.0, 1.0])), 2), 6)  # 1 / (9 + 4 + 1)
    0.071429
    """
    # TODO(best-rank): the squares of the singular values that are cut, over those of all
    raise NotImplementedError("week 6, best-rank: the squares of the singular values that are cut, over those of all")


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
    raise NotImplementedError("week 6, best-rank: give each side the square root of the singular values")
