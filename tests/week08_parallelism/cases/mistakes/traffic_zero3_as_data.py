"""ZeRO-3 sends what data parallelism sends."""
# module: traffic
# caught by: network-bound

_right_traffic = step_traffic


def step_traffic(config, strategy, world_size):
    sent = _right_traffic(config, strategy, world_size)
    return _right_traffic(config, "data", world_size) if strategy == "zero3" else sent
