"""Codebooks: any 2^b numbers may be the levels, and a value is stored as the index of the nearest one.

Week 3, 15 points. Where affine codes are evenly spaced, k-means puts the levels (centroids) where the values are:
for a normal distribution it reaches the optimum of Lloyd and Max. No function here changes what it is given.
"""

### BEGIN SOLUTION
import numpy as np

### END SOLUTION
import torch
from torch import Tensor

### BEGIN SOLUTION
HIGHEST_BITS = 8


def _check_values(x: Tensor) -> None:
    if not isinstance(x, Tensor) or not x.is_floating_point():
        raise TypeError("a tensor of floating-point numbers is asked for")
    if x.numel() == 0:
        raise ValueError("there are no values")
    if not torch.isfinite(x).all():
        raise ValueError("the values must be finite: no NaN, no infinity")


### END SOLUTION


def nearest_centroid(x: Tensor, centroids: Tensor) -> Tensor:
    """For each value the index of the nearest centroid: an int64 tensor of x's shape.

    `centroids` has one dimension, and may be in any order. Of two that are equally near, either will do. A million
    values and 256 centroids are an ordinary task, so no tensor here may hold more than 8 numbers for each value.
    Raises ValueError on an empty tensor, on NaN or infinity, and when centroids has not one dimension.

    >>> nearest_centroid(torch.tensor([[0.1, 0.9], [5.0, -2.0]]), torch.tensor([1.0, 0.0, 4.0]))
    tensor([[1, 0],
            [2, 1]])
    """
    # TODO(nearest-centroid): sort the centroids; between two neighbours the midpoint decides (torch.bucketize)
    ### BEGIN SOLUTION
    _check_values(x)
    _check_values(centroids)
    if centroids.ndim != 1:
        raise ValueError(f"centroids must have one dimension; got {centroids.ndim}")
    levels, order = centroids.detach().sort()
    borders = (levels[1:] + levels[:-1]) / 2
    return order[torch.bucketize(x.detach().contiguous(), borders)]
    ### END SOLUTION


def kmeans_quantize(x: Tensor, bits: int) -> tuple[Tensor, Tensor]:
    """(centroids, codes): the 2^bits levels that Lloyd's algorithm finds for the values of x, and each value's index.

    Centroids are in increasing order, of x's dtype and shape (2^bits,); codes are int64, of x's shape, and point to
    the nearest centroid. Lloyd's algorithm repeats two steps: give every value to its nearest centroid, move every
    centroid to the mean of its values. For 4,000 or more values spread like a normal or a uniform distribution, the
    mean squared error is at most 3 % above the optimum of Lloyd and Max, at 1 to 4 bits. If x has no more than
    2^bits distinct values, each of them is a centroid, the error is 0, and the last centroids may repeat. Raises
    ValueError on an empty tensor, on NaN or infinity, and on bits that are not from 1 to 8.

    >>> centroids, codes = kmeans_quantize(torch.tensor([0.0, 0.2, 5.0, 5.4]), 1)
    >>> centroids, codes
    (tensor([0.1000, 5.2000]), tensor([0, 0, 1, 1]))
    """
    # TODO(kmeans): start from quantiles of x, then alternate nearest_centroid and means until nothing moves any more
    ### BEGIN SOLUTION
    if type(bits) is not int:
        raise TypeError(f"bits must be an int; got {bits!r}")
    if not 1 <= bits <= HIGHEST_BITS:
        raise ValueError(f"bits must be from 1 to {HIGHEST_BITS}; got {bits}")
    _check_values(x)
    levels, values = 2**bits, x.detach().reshape(-1).double()
    distinct = values.unique()
    if distinct.numel() <= levels:
        centroids = torch.cat([distinct, distinct[-1:].expand(levels - distinct.numel())])
    else:
        centroids = _lloyd(values.sort().values, _start(distinct, levels))
    centroids = centroids.to(x.dtype)
    return centroids, nearest_centroid(x, centroids)
    ### END SOLUTION


### BEGIN SOLUTION
def _start(distinct: Tensor, levels: int) -> Tensor:
    """Levels as dense as the cube root of the values' density, the optimum for many levels (Panter and Dite 1951).

    Between neighbouring quantiles the density is inverse to their distance d, so such an interval gets d^(2/3) levels.
    """
    ranks = (torch.arange(1024) + 0.5) / 1024 * distinct.numel()
    grid = distinct[ranks.long()].numpy()
    share = np.cumsum(np.diff(grid, prepend=grid[0]) ** (2 / 3))
    wanted = (np.arange(levels) + 0.5) / levels * share[-1]
    return torch.from_numpy(np.interp(wanted, share, grid))


def _lloyd(values: Tensor, centroids: Tensor, rounds: int = 2000) -> Tensor:
    """Lloyd's algorithm on sorted values; a cluster is a run of them, so its mean is a difference of running sums."""
    sums = torch.cat([values.new_zeros(1), values.cumsum(0)])
    for _ in range(rounds):
        borders = torch.searchsorted(values, (centroids[1:] + centroids[:-1]) / 2)
        ends = torch.cat([borders.new_zeros(1), borders, borders.new_full((1,), values.numel())])
        count = ends.diff()
        means = sums[ends].diff() / count.clamp(min=1)
        moved = torch.where(count > 0, means, centroids)
        if torch.equal(moved, centroids):
            break
        centroids = moved
    return centroids.sort().values


### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
