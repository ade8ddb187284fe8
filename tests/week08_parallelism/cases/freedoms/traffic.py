"""Whole bytes as integers where they are whole, numpy's numbers elsewhere; own errors."""
# module: traffic

import numpy as np


class Refused(ValueError):
    """No such step."""


_right_traffic = step_traffic
_right_bound = communication_bound
_right_tokens = least_tokens


def step_traffic(config, strategy, world_size):
    try:
        sent = _right_traffic(config, strategy, world_size)
    except ValueError:
        raise Refused("no such step") from None
    return int(sent) if sent == int(sent) else np.float64(sent)


def communication_bound(config, strategy, world_size, bandwidth, flops):
    try:
        times = _right_bound(config, strategy, world_size, bandwidth, flops)
    except ValueError:
        raise Refused("no such step") from None
    compute, communication = np.float64(times["compute"]), np.float64(times["communication"])
    return {"bound": np.bool_(communication > compute), "communication": communication, "compute": compute}


def least_tokens(strategy, world_size, bandwidth, flops, itemsize=2):
    try:
        return _right_tokens(strategy, world_size, bandwidth, flops, itemsize)
    except ValueError:
        raise Refused("no such step") from None
