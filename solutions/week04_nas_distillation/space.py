"""Week 4, part 1: a space of architectures. How many are there, what is each called, and what would each one cost?

An architecture is a tuple of stages, a stage a tuple of blocks, a block a pair (kernel, expansion); `nets.py` defines
`Space` and the net that belongs to an architecture. Nothing here builds a net: a search looks at thousands.

Counts are exact Python ints. An architecture that is not in the space is refused with a `ValueError`.
"""

from __future__ import annotations

### BEGIN SOLUTION
import itertools
import math
import random

### END SOLUTION
### BEGIN SOLUTION
from nets import Arch, Block, Space, check_arch


def _blocks(space: Space) -> list[Block]:
    """Every block that a place may hold."""
    return list(itertools.product(space.kernels, space.expansions))


def _stage_sizes(space: Space) -> list[int]:
    """How many stages there are of each depth."""
    return [len(_blocks(space)) ** depth for depth in space.depths]


def _size(space: Space) -> int:
    """How many architectures there are."""
    return sum(_stage_sizes(space)) ** len(space.widths)


def _stage(space: Space, number: int) -> tuple[Block, ...]:
    """The stage with this number: the shallow ones come first."""
    blocks, sizes = _blocks(space), _stage_sizes(space)
    depth = next(d for d in range(len(sizes)) if number < sum(sizes[: d + 1]))
    number -= sum(sizes[:depth])
    stage: list[Block] = []
    for _ in range(space.depths[depth]):
        number, place = divmod(number, len(blocks))
        stage.insert(0, blocks[place])
    return tuple(stage)


### END SOLUTION


def search_space_size(space: Space) -> int:
    """How many different architectures the space holds, as an exact int.

    >>> from nets import DIGITS
    >>> search_space_size(DIGITS)
    66564
    """
    # TODO(search-space-size): count the blocks, then the stages of every depth, then the tuples of stages
    ### BEGIN SOLUTION
    return _size(space)
    ### END SOLUTION


def encode(space: Space, arch: Arch) -> int:
    """The number of an architecture: an int from 0 to search_space_size(space) - 1, a different one for each.

    Which architecture gets which number is free, but `decode` must be the inverse, and neither may walk through the
    space: it can hold 10**19 architectures. Raises `ValueError` when the architecture is not in the space.

    >>> from nets import DIGITS, largest
    >>> decode(DIGITS, encode(DIGITS, largest(DIGITS))) == largest(DIGITS)
    True
    """
    # TODO(encode-decode): write the architecture as a number with mixed radices
    ### BEGIN SOLUTION
    check_arch(space, arch)
    blocks, sizes = _blocks(space), _stage_sizes(space)
    number = 0
    for stage in arch:
        depth = space.depths.index(len(stage))
        within = 0
        for block in stage:
            within = within * len(blocks) + blocks.index(tuple(block))
        number = number * sum(sizes) + sum(sizes[:depth]) + within
    return number
    ### END SOLUTION


def decode(space: Space, number: int) -> Arch:
    """The architecture with this number: nested tuples of Python ints. The inverse of `encode`.

    Raises `ValueError` for a number below 0 or beyond the last architecture.

    >>> from nets import DIGITS
    >>> encode(DIGITS, decode(DIGITS, 12345))
    12345
    """
    # TODO(encode-decode): take the number apart again, the last digit first
    ### BEGIN SOLUTION
    if not 0 <= number < _size(space):
        raise ValueError(f"numbers go from 0 to {_size(space) - 1}; got {number!r}")
    stages: list[tuple[Block, ...]] = []
    for _ in space.widths:
        number, within = divmod(number, sum(_stage_sizes(space)))
        stages.insert(0, _stage(space, within))
    return tuple(stages)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    if count < 0:
        raise ValueError(f"count must be 0 or more; got {count}")
    generator, stages = random.Random(seed), sum(_stage_sizes(space))
    return [tuple(_stage(space, generator.randrange(stages)) for _ in space.widths) for _ in range(count)]
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    check_arch(space, arch)
    if bytes_per_value <= 0:
        raise ValueError(f"bytes_per_value must be above 0; got {bytes_per_value}")
    channels, height, width = space.image
    pixels = height * width
    macs = space.stem * channels * 9 * pixels
    params = space.stem * channels * 9 + 2 * space.stem
    alive = [(channels + space.stem) * pixels]
    channels = space.stem
    for outputs, first_stride, stage in zip(space.widths, space.strides, arch, strict=True):
        for place, (kernel, expansion) in enumerate(stage):
            stride = first_stride if place == 0 else 1
            hidden, before = channels * expansion, pixels
            height, width = math.ceil(height / stride), math.ceil(width / stride)
            pixels = height * width
            macs += channels * hidden * before + hidden * kernel**2 * pixels + hidden * outputs * pixels
            params += channels * hidden + hidden * kernel**2 + hidden * outputs + 2 * (2 * hidden + outputs)
            waiting = channels * before if stride == 1 and channels == outputs else 0
            alive += [
                (channels + hidden) * before,
                hidden * before + hidden * pixels + waiting,
                (hidden + outputs) * pixels + waiting,
            ]
            channels = outputs
    alive += [channels * pixels + channels, channels + space.classes]
    macs += channels * space.classes
    params += channels * space.classes + space.classes
    return macs, params, max(alive) * bytes_per_value
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
