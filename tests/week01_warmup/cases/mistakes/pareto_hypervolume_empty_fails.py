"""Without points, max() of nothing raises a ValueError."""
# module: pareto
# caught by: hypervolume


def hypervolume(costs, accuracies, ref_cost, ref_accuracy):
    cost, accuracy = _points(costs, accuracies)
    if math.isnan(ref_cost) or math.isnan(ref_accuracy):
        raise ValueError("NaN")
    max(cost)
    area, level = 0.0, ref_accuracy
    for x, y in sorted(zip(cost.tolist(), accuracy.tolist())):
        if x < ref_cost and y > level:
            area += (ref_cost - x) * (y - level)
            level = y
    return float(area)
