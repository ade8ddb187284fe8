"""A negative cost is accepted."""
# module: pareto
# caught by: efficiency-ratio


def efficiency_ratio(accuracy, cost):
    if math.isnan(accuracy) or math.isnan(cost):
        raise ValueError("NaN")
    if cost == 0:
        raise ValueError("cost must be positive")
    return accuracy / cost
