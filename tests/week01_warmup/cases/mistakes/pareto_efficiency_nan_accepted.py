"""NaN is not looked for; `cost <= 0` is False for it."""
# module: pareto
# caught by: efficiency-ratio


def efficiency_ratio(accuracy, cost):
    if cost <= 0:
        raise ValueError("cost must be positive")
    return accuracy / cost
