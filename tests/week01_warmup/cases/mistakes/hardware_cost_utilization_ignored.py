"""Pays for a chip that runs at its peak."""
# module: hardware
# caught by: energy

_right_training_cost = training_cost


def training_cost(flops, hardware, *, utilization, dollars_per_hour):
    right = _right_training_cost(flops, hardware, utilization=utilization, dollars_per_hour=dollars_per_hour)
    return right * utilization
