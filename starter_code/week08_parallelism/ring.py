"""All-reduce on a ring: every rank ends with the sum of all buffers, and nobody sends more than twice its own.

Week 8, 18 points. The buffer is cut into as many chunks as there are ranks. In n - 1 steps the chunks go round the
ring and are summed on the way; in n - 1 more the sums go round. Every rank talks to its two neighbours alone. No
function here changes what it is given.
"""

import torch
from torch import Tensor


def ring_all_reduce(buffer: Tensor, comm) -> Tensor:
    """The sum of all ranks' buffers (one dimension, floating point, of one length), as a new tensor on every rank.

    The chunks are those of torch.tensor_split(buffer, n): the first (length mod n) are one longer, and some may be
    empty. In step s = 0 .. n-2, rank r sends its sum of chunk (r - s) mod n to rank r + 1, and adds what it receives
    from rank r - 1 to its chunk (r - s - 1) mod n. In n - 1 more steps s = 0 .. n-2 it sends chunk (r + 1 - s) mod n,
    which is complete, and stores what it receives as chunk (r - s) mod n. Each step is one comm.exchange, of empty
    chunks too. Raises ValueError unless the buffer has one dimension.

    >>> from ranks import run
    >>> sums, comms = run(ring_all_reduce, [(torch.tensor([1.0, 2.0, 3.0]),), (torch.tensor([10.0, 20.0, 30.0]),)])
    >>> sums[0], sums[1], [sent.numel for sent in comms[0].log]
    (tensor([11., 22., 33.]), tensor([11., 22., 33.]), [2, 1])
    """
    # TODO(ring-all-reduce): n - 1 steps that add, n - 1 steps that copy
    raise NotImplementedError("week 8, ring-all-reduce: n - 1 steps that add, n - 1 steps that copy")


def ring_bytes(numel: int, world_size: int, rank: int, itemsize: int) -> int:
    """The bytes that this rank sends in ring_all_reduce of `numel` numbers of `itemsize` bytes: exact, for any length.

    In each half of the steps a rank sends all chunks but one. Raises ValueError on numel < 0, world_size < 1, a rank
    that is not from 0 to world_size - 1, and itemsize < 1.

    >>> [ring_bytes(10, 4, rank, 4) for rank in range(4)]  # chunks of 3, 3, 2 and 2 numbers
    [60, 64, 60, 56]
    """
    # TODO(ring-cost): which chunk does rank r not send in the first half, and which in the second?
    raise NotImplementedError(
        "week 8, ring-cost: which chunk does rank r not send in the first half, and which in the second?"
    )


def ring_seconds(nbytes: float, world_size: int, bandwidth: float, latency: float) -> float:
    """The time of a ring all-reduce of `nbytes` bytes, in equal chunks: each of its steps takes the latency (seconds)
    and the time of a chunk at `bandwidth` bytes a second.

    Raises ValueError on nbytes or latency below 0, world_size < 1, and a bandwidth that is not above 0; and where one
    of them is NaN or infinite.

    >>> ring_seconds(8e9, 8, 1e9, 0.0)
    14.0
    """
    # TODO(ring-cost): steps times (latency + time of a chunk)
    raise NotImplementedError("week 8, ring-cost: steps times (latency + time of a chunk)")
