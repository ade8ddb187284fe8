"""Plain Python from the most accurate point downwards: a point is on the front when it is cheaper than all before it."""
# module: pareto


def pareto_front(costs, accuracies):
    cost, accuracy = (column.tolist() for column in _points(costs, accuracies))
    front, cheapest, corner = [], None, None
    for y, minus_x, minus_i in sorted(zip(accuracy, (-x for x in cost), (-i for i in range(len(cost)))), reverse=True):
        if cheapest is None or -minus_x < cheapest:
            cheapest, corner, group = -minus_x, (y, minus_x), []
            front.append(group)
        if (y, minus_x) == corner:
            group.append(-minus_i)
    return np.array([i for group in reversed(front) for i in group], dtype=np.int64)


def hypervolume(costs, accuracies, ref_cost, ref_accuracy):
    cost, accuracy = _points(costs, accuracies)
    if ref_cost != ref_cost or ref_accuracy != ref_accuracy:
        raise ValueError("NaN")
    inside = (cost <= ref_cost) & (accuracy >= ref_accuracy)
    front = pareto_front(cost[inside], accuracy[inside])
    edges = np.append(cost[inside][front], ref_cost)
    return float(np.sum(np.diff(edges) * (accuracy[inside][front] - ref_accuracy)))


def best_under_budget(costs, accuracies, budget):
    cost, accuracy = _points(costs, accuracies)
    if math.isnan(budget):
        raise ValueError("NaN")
    order = np.lexsort((cost, -accuracy))
    order = order[cost[order] <= budget]
    return int(order[0]) if len(order) else None
