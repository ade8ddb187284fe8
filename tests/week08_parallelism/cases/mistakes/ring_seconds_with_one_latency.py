"""The latency is paid once."""
# module: ring
# caught by: ring-cost

_right_seconds = ring_seconds


def ring_seconds(nbytes, world_size, bandwidth, latency):
    return _right_seconds(nbytes, world_size, bandwidth, 0.0 * latency) + (latency if world_size > 1 else 0)
