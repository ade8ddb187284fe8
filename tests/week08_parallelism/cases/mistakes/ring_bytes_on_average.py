"""The average over ranks, though chunks are unequal."""
# module: ring
# caught by: ring-cost

_right_bytes = ring_bytes


def ring_bytes(numel, world_size, rank, itemsize):
    _right_bytes(numel, world_size, rank, itemsize)
    return 2 * (world_size - 1) * numel * itemsize // world_size
