"""Returns a list."""
# module: pareto
# caught by: pareto-front


def pareto_front(costs, accuracies):
    cost, accuracy = _points(costs, accuracies)
    order = np.lexsort((-accuracy, cost))
    front, best, price = [], None, None
    for i, x, y in zip(order.tolist(), cost[order].tolist(), accuracy[order].tolist()):
        if best is None or y > best:
            best, price = y, x
            front.append(i)
        elif y == best and x == price:
            front.append(i)
    return front
