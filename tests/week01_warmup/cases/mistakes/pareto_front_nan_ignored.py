"""NaN is not looked for."""
# module: pareto
# caught by: pareto-front


def pareto_front(costs, accuracies):
    cost, accuracy = np.asarray(costs, dtype=float), np.asarray(accuracies, dtype=float)
    if cost.ndim != 1 or cost.shape != accuracy.shape:
        raise ValueError("shapes")
    order = np.lexsort((-accuracy, cost))
    front, best, price = [], None, None
    for i, x, y in zip(order.tolist(), cost[order].tolist(), accuracy[order].tolist()):
        if best is None or y > best:
            best, price = y, x
            front.append(i)
        elif y == best and x == price:
            front.append(i)
    return np.array(front, dtype=np.int64)
