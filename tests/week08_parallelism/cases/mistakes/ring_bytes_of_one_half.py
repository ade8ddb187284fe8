"""The second half is forgotten."""
# module: ring
# caught by: ring-cost

_right_bytes = ring_bytes


def ring_bytes(numel, world_size, rank, itemsize):
    return _right_bytes(numel, world_size, rank, itemsize) // 2
