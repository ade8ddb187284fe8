"""Accepts a utilization above 1."""
# module: hardware
# caught by: energy

_right_training_cost = training_cost


def training_cost(flops, hardware, *, utilization, dollars_per_hour):
    if isinstance(utilization, (int, float)) and utilization > 1:
        flops, utilization = flops / utilization, 1
    return _right_training_cost(flops, hardware, utilization=utilization, dollars_per_hour=dollars_per_hour)
