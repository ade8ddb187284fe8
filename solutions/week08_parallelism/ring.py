"""All-reduce on a ring: every rank ends with the sum of all buffers, and nobody sends more than twice its own.

Week 8, 18 points. The buffer is cut into as many chunks as there are ranks. In n - 1 steps the chunks go round the
ring and are summed on the way; in n - 1 more the sums go round. Every rank talks to its two neighbours alone. No
function here changes what it is given.
"""

### BEGIN SOLUTION
import math

### END SOLUTION
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
    ### BEGIN SOLUTION
    if not isinstance(buffer, Tensor) or not buffer.is_floating_point():
        raise TypeError("the buffer must be a tensor of floating-point numbers")
    if buffer.dim() != 1:
        raise ValueError(f"the buffer must have one dimension; got {buffer.dim()}")
    rank, size = comm.rank, comm.size
    chunks = [chunk.clone() for chunk in torch.tensor_split(buffer, size)]
    right, left = (rank + 1) % size, (rank - 1) % size
    for step in range(size - 1):
        received = comm.exchange(chunks[(rank - step) % size], right, left)
        place = (rank - step - 1) % size
        chunks[place] = chunks[place] + received
    for step in range(size - 1):
        chunks[(rank - step) % size] = comm.exchange(chunks[(rank + 1 - step) % size], right, left)
    return torch.cat(chunks)
    ### END SOLUTION


def ring_bytes(numel: int, world_size: int, rank: int, itemsize: int) -> int:
    """The bytes that this rank sends in ring_all_reduce of `numel` numbers of `itemsize` bytes: exact, for any length.

    In each half of the steps a rank sends all chunks but one. Raises ValueError on numel < 0, world_size < 1, a rank
    that is not from 0 to world_size - 1, and itemsize < 1.

    >>> [ring_bytes(10, 4, rank, 4) for rank in range(4)]  # chunks of 3, 3, 2 and 2 numbers
    [60, 64, 60, 56]
    """
    # TODO(ring-cost): which chunk does rank r not send in the first half, and which in the second?
    ### BEGIN SOLUTION
    if numel < 0 or itemsize < 1 or not 0 <= rank < world_size:
        raise ValueError(f"no such ring: {numel} numbers of {itemsize} bytes, rank {rank} among {world_size}")
    whole, longer = divmod(numel, world_size)
    kept = sum(whole + ((rank + offset) % world_size < longer) for offset in (1, 2))
    return (2 * numel - kept) * itemsize
    ### END SOLUTION


def ring_seconds(nbytes: float, world_size: int, bandwidth: float, latency: float) -> float:
    """The time of a ring all-reduce of `nbytes` bytes, in equal chunks: each of its steps takes the latency (seconds)
    and the time of a chunk at `bandwidth` bytes a second.

    Raises ValueError on nbytes or latency below 0, world_size < 1, and a bandwidth that is not above 0; and where one
    of them is NaN or infinite.

    >>> ring_seconds(8e9, 8, 1e9, 0.0)
    14.0
    """
    # TODO(ring-cost): steps times (latency + time of a chunk)
    ### BEGIN SOLUTION
    if world_size < 1 or not (0 <= nbytes < math.inf and 0 <= latency < math.inf and 0 < bandwidth < math.inf):
        raise ValueError(f"needs bytes, a latency and a bandwidth above 0; got {nbytes}, {latency}, {bandwidth}")
    return 2 * (world_size - 1) * (latency + nbytes / world_size / bandwidth)
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
