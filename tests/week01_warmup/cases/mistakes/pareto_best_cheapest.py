"""The cheapest point instead of the most accurate."""
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
        if best is None or cost[i] < cost[best]:
            best = i
    return best
