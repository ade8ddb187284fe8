"""2 n steps instead of 2 (n - 1)."""
# module: ring
# caught by: ring-cost

_right_seconds = ring_seconds


def ring_seconds(nbytes, world_size, bandwidth, latency):
    _right_seconds(nbytes, world_size, bandwidth, latency)
    return 2 * world_size * (latency + nbytes / world_size / bandwidth)
