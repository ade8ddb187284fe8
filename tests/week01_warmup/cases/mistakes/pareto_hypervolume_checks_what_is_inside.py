"""Only points inside the box are looked at for NaN, so NaN falls out."""
# module: pareto
# caught by: hypervolume


def hypervolume(costs, accuracies, ref_cost, ref_accuracy):
    cost, accuracy = np.asarray(costs, dtype=float), np.asarray(accuracies, dtype=float)
    if cost.shape != accuracy.shape:
        raise ValueError("lengths")
    if math.isnan(ref_cost) or math.isnan(ref_accuracy):
        raise ValueError("NaN")
    area, level = 0.0, ref_accuracy
    for x, y in sorted(zip(cost.tolist(), accuracy.tolist())):
        if x < ref_cost and y > level:
            area += (ref_cost - x) * (y - level)
            level = y
    return float(area)
