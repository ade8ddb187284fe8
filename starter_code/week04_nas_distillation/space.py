"""Week 4, part 1: a space of architectures. How many are there, what is each called, and what would each one cost?

An architecture is a tuple of stages, a stage a tuple of blocks, a block a pair (kernel, expansion); `nets.py` defines
`Space` and the net that belongs to an architecture. Nothing here builds a net: a search looks at thousands.

Counts are exact Python ints. An architecture that is not in the space is refused with a `ValueError`.
"""

from __future__ import annotations


def search_space_size(space: Space) -> int:
    """How many different architectures the space holds, as an exact int.

    >>> from nets import DIGITS
    >>> search_space_size(DIGITS)
    66564
    """
    # TODO(search-space-size): count the blocks, then the stages of every depth, then the tuples of stages
    raise NotImplementedError(
        "week 4, search-space-size: count the blocks, then the stages of every depth, then the tuples of stages"
    )


def encode(space: Space, arch: Arch) -> int:
    """The number of an architecture: an int from 0 to search_space_size(space) - 1, a different one for each.

    Which architecture gets which number is free, but `decode` must be the inverse, and neither may walk through the
    space: it can hold 10**19 architectures. Raises `ValueError` when the architecture is not in the space.

    >>> from nets import DIGITS, largest
    >>> decode(DIGITS, encode(DIGITS, largest(DIGITS))) == largest(DIGITS)
    True
    """
    # TODO(encode-decode): write the architecture as a number with mixed radices
    raise NotImplementedError("week 4, encode-decode: write the architecture as a number with mixed radices")


def decode(space: Space, number: int) -> Arch:
    """The architecture with this number: nested tuples of Python ints. The inverse of `encode`.

    Raises `ValueError` for a number below 0 or beyond the last architecture.

    >>> from nets import DIGITS
    >>> encode(DIGITS, decode(DIGITS, 12345))
    12345
    """
    # TODO(encode-decode): take the number apart again, the last digit first
    raise NotImplementedError("week 4, encode-decode: take the number apart again, the last digit first")


def sample_archs(space: Space, count: int, seed: int) -> list[Arch]:
    """That many random architectures, each of the space equally likely (with replacement).

    The same seed gives the same list; other seeds give other lists. Raises `ValueError` when the count is negative.

    >>> from nets import DIGITS
    >>> len(sample_archs(DIGITS, 5, seed=0))
    5
    >>> sample_archs(DIGITS, 5, seed=0) == sample_archs(DIGITS, 5, seed=0)
    True
    """
    # TODO(sample-archs): draw so that every architecture, not every depth, is equally likely
    raise NotImplementedError(
        "week 4, sample-archs: draw so that every architecture, not every depth, is equally likely"
    )


def efficiency(space: Space, arch: Arch, bytes_per_value: int = 4) -> tuple[int, int, int]:
    """(MACs, parameters, peak activation bytes) of `build_net(space, arch)` on one image, without building it.

    MACs: the multiply-adds of the convolutions and of the linear layer (no biases, norms, activations, pooling).
    Parameters: weights, biases, and two per channel of each batch norm. Peak: the largest sum, over the layers
    (convolutions, the pooling, the linear layer), of the values in memory while the layer runs: its input, its output,
    and a residual block's input, which waits from the block's first layer to its last (once, where it is the layer's
    input too), times `bytes_per_value`. Norms, activations and the addition work in place.

    Raises `ValueError` when the architecture is not in the space, or when `bytes_per_value` is not above 0.

    >>> from nets import DIGITS, smallest
    >>> efficiency(DIGITS, smallest(DIGITS))
    (15520, 1262, 4096)
    """
    # TODO(efficiency): walk through the layers with the image's size and the channels in hand, and add up
    raise NotImplementedError(
        "week 4, efficiency: walk through the layers with the image's size and the channels in hand, and add up"
    )
