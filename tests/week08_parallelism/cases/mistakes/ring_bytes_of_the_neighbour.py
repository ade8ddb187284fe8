"""The chunks that are not sent are counted for the rank before."""
# module: ring
# caught by: ring-cost

_right_bytes = ring_bytes


def ring_bytes(numel, world_size, rank, itemsize):
    _right_bytes(numel, world_size, rank, itemsize)
    return _right_bytes(numel, world_size, (rank - 1) % world_size, itemsize)
