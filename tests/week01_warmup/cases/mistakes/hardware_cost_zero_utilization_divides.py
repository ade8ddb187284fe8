"""A utilization of 0 raises ZeroDivisionError instead of ValueError."""
# module: hardware
# caught by: energy

_right_training_cost = training_cost


def training_cost(flops, hardware, *, utilization, dollars_per_hour):
    1 / utilization
    return _right_training_cost(flops, hardware, utilization=utilization, dollars_per_hour=dollars_per_hour)
