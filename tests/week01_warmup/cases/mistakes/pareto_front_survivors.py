"""Throws out what each point dominates: fast when the front is short, O(n^2) when it is long."""
# module: pareto
# caught by: pareto-front


def pareto_front(costs, accuracies):
    cost, accuracy = _points(costs, accuracies)
    left = np.arange(len(cost))
    place = 0
    while place < len(left):
        c, a = cost[left[place]], accuracy[left[place]]
        x, y = cost[left], accuracy[left]
        keep = ~((c <= x) & (a >= y) & ((c < x) | (a > y)))
        place = int(keep[:place].sum()) + 1
        left = left[keep]
    return left[np.argsort(cost[left], kind="stable")].astype(np.int64)
