"""Each step moves the whole buffer."""
# module: ring
# caught by: ring-cost

_right_seconds = ring_seconds


def ring_seconds(nbytes, world_size, bandwidth, latency):
    return _right_seconds(nbytes * world_size, world_size, bandwidth, latency)
