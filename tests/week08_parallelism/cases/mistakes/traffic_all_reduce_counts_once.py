"""An all-reduce sends each byte once."""
# module: traffic
# caught by: network-bound

_right_traffic = step_traffic


def step_traffic(config, strategy, world_size):
    sent = _right_traffic(config, strategy, world_size)
    return sent / 2 if strategy in ("data", "tensor") else sent
