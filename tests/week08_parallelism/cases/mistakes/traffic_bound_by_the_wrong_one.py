"""Bound by the network is a step that computes longer."""
# module: traffic
# caught by: network-bound

_right_bound = communication_bound


def communication_bound(config, strategy, world_size, bandwidth, flops):
    times = _right_bound(config, strategy, world_size, bandwidth, flops)
    return {**times, "bound": times["communication"] < times["compute"]}
