"""-1 instead of None when nothing fits."""
# module: pareto
# caught by: best-under-budget


def best_under_budget(costs, accuracies, budget):
    cost, accuracy = _points(costs, accuracies)
    if math.isnan(budget):
        raise ValueError("NaN")
    best = None
    for i in range(len(cost)):
        if cost[i] > budget:
            continue
        if best is None or accuracy[i] > accuracy[best] or (accuracy[i] == accuracy[best] and cost[i] < cost[best]):
            best = i
    return -1 if best is None else best
