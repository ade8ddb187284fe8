"""Exact only up to 2^53."""
# module: ring
# caught by: ring-cost

_right_bytes = ring_bytes


def ring_bytes(numel, world_size, rank, itemsize):
    return int(float(_right_bytes(numel, world_size, rank, itemsize)))
