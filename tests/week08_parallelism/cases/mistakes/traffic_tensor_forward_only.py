"""Two all-reduces a layer, those of the forward pass."""
# module: traffic
# caught by: network-bound

_right_traffic = step_traffic


def step_traffic(config, strategy, world_size):
    sent = _right_traffic(config, strategy, world_size)
    return sent / 2 if strategy == "tensor" else sent
