"""A list or an array given as costs is sorted in place."""
# module: pareto
# caught by: hypervolume


def hypervolume(costs, accuracies, ref_cost, ref_accuracy):
    cost, accuracy = _points(costs, accuracies)
    if math.isnan(ref_cost) or math.isnan(ref_accuracy):
        raise ValueError("NaN")
    area, level = 0.0, ref_accuracy
    for x, y in sorted(zip(cost.tolist(), accuracy.tolist())):
        if x < ref_cost and y > level:
            area += (ref_cost - x) * (y - level)
            level = y
    if isinstance(costs, (list, np.ndarray)):
        costs.sort()
    return float(area)
