"""A small number is added to the cost to be safe from 0."""
# module: pareto
# caught by: efficiency-ratio


def efficiency_ratio(accuracy, cost):
    if math.isnan(accuracy) or math.isnan(cost):
        raise ValueError("NaN")
    if cost <= 0:
        raise ValueError("cost must be positive")
    return accuracy / (cost + 1e-8)
