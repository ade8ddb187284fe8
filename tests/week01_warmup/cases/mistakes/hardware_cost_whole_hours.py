"""Only whole hours are paid for."""
# module: hardware
# caught by: energy

_right_training_cost = training_cost


def training_cost(flops, hardware, *, utilization, dollars_per_hour):
    hours = _right_training_cost(flops, hardware, utilization=utilization, dollars_per_hour=1.0)
    _right_training_cost(flops, hardware, utilization=utilization, dollars_per_hour=dollars_per_hour)
    return hours // 1 * dollars_per_hour
