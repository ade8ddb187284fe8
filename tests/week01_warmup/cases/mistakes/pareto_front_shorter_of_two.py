"""Unequal lengths are cut to the shorter one."""
# module: pareto
# caught by: pareto-front


def pareto_front(costs, accuracies):
    cost, accuracy = _points(*([column[: min(len(costs), len(accuracies))] for column in (costs, accuracies)] if np.ndim(costs) == np.ndim(accuracies) == 1 else (costs, accuracies)))
    order = np.lexsort((-accuracy, cost))
    front, best, price = [], None, None
    for i, x, y in zip(order.tolist(), cost[order].tolist(), accuracy[order].tolist()):
        if best is None or y > best:
            best, price = y, x
            front.append(i)
        elif y == best and x == price:
            front.append(i)
    return np.array(front, dtype=np.int64)
