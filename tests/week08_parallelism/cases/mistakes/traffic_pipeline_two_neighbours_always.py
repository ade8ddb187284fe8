"""Two neighbours, also with two stages or one."""
# module: traffic
# caught by: network-bound

_right_traffic = step_traffic


def step_traffic(config, strategy, world_size):
    sent = _right_traffic(config, strategy, world_size)
    return 2 * config["tokens"] * config["hidden"] * config["itemsize"] if strategy == "pipeline" else sent
