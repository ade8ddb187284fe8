"""Only the largest single rectangle."""
# module: pareto
# caught by: hypervolume


def hypervolume(costs, accuracies, ref_cost, ref_accuracy):
    cost, accuracy = _points(costs, accuracies)
    if math.isnan(ref_cost) or math.isnan(ref_accuracy):
        raise ValueError("NaN")
    area, level = 0.0, ref_accuracy
    for x, y in zip(cost.tolist(), accuracy.tolist()):
        area = max(area, max(ref_cost - x, 0.0) * max(y - level, 0.0))
    return float(area)
