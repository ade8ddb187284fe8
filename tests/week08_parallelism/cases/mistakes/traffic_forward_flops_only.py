"""2 FLOPs a parameter and token."""
# module: traffic
# caught by: network-bound

_right_bound = communication_bound


def communication_bound(config, strategy, world_size, bandwidth, flops):
    times = _right_bound(config, strategy, world_size, bandwidth, flops)
    compute, communication = times["compute"], times["communication"]
    compute = compute / 3
    return {"compute": compute, "communication": communication, "bound": communication > compute}
