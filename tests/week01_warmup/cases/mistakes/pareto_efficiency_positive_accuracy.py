"""A negative accuracy is refused; any finite number is one."""
# module: pareto
# caught by: efficiency-ratio


def efficiency_ratio(accuracy, cost):
    if math.isnan(accuracy) or math.isnan(cost):
        raise ValueError("NaN")
    if cost <= 0 or accuracy < 0:
        raise ValueError("cost must be positive")
    return accuracy / cost
