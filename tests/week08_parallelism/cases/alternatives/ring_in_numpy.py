"""Ranks counted as places on a circle, chunks in a numpy array of objects, arithmetic in numpy."""
# module: ring

import numpy as np


def ring_all_reduce(buffer, comm):
    if buffer.ndim != 1 or buffer.dtype not in (torch.float16, torch.float32, torch.float64, torch.bfloat16):
        raise ValueError("a row of floats, please")
    n, me = comm.size, comm.rank
    pieces = [piece.copy() for piece in np.array_split(buffer.detach().numpy(), n)]
    for turn in range(2 * n - 2):
        out, into = (me - turn) % n, (me - turn - 1) % n
        if turn >= n - 1:
            out, into = (me + n - turn) % n, (me + n - turn - 1) % n
        came = comm.exchange(torch.from_numpy(pieces[out]), (me + 1) % n, (me + n - 1) % n).numpy()
        pieces[into] = came if turn >= n - 1 else came + pieces[into]
    return torch.from_numpy(np.concatenate(pieces))


def ring_bytes(numel, world_size, rank, itemsize):
    if numel < 0 or world_size < 1 or rank not in range(world_size) or itemsize < 1:
        raise ValueError("no such ring")
    lengths = [numel // world_size + (place < numel % world_size) for place in range(world_size)]
    first = sum(lengths) - lengths[(rank + 1) % world_size]
    second = sum(lengths) - lengths[(rank + 2) % world_size]
    return (first + second) * itemsize


def ring_seconds(nbytes, world_size, bandwidth, latency):
    if world_size < 1 or not all(np.isfinite([nbytes, bandwidth, latency])) or min(nbytes, latency) < 0 or bandwidth <= 0:
        raise ValueError("no such ring")
    return sum(latency + nbytes / (world_size * bandwidth) for _ in range(2 * world_size - 2))
