"""A device sends everything, also what it keeps: n instead of n - 1 parts."""
# module: traffic
# caught by: network-bound

_right_traffic = step_traffic


def step_traffic(config, strategy, world_size):
    sent = _right_traffic(config, strategy, world_size)
    return sent * world_size / max(1, world_size - 1) if strategy != "pipeline" else sent
