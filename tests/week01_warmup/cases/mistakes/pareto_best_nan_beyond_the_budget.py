"""Only affordable points are looked at for NaN."""
# module: pareto
# caught by: best-under-budget


def best_under_budget(costs, accuracies, budget):
    cost, accuracy = np.asarray(costs, dtype=float), np.asarray(accuracies, dtype=float)
    if cost.shape != accuracy.shape or np.isnan(accuracy[cost <= budget]).any():
        raise ValueError("points")
    if math.isnan(budget):
        raise ValueError("NaN")
    best = None
    for i in range(len(cost)):
        if cost[i] > budget:
            continue
        if best is None or accuracy[i] > accuracy[best] or (accuracy[i] == accuracy[best] and cost[i] < cost[best]):
            best = i
    return best
