"""Compares all pairs, a row at a time: right, and O(n^2)."""
# module: pareto
# caught by: pareto-front


def pareto_front(costs, accuracies):
    cost, accuracy = _points(costs, accuracies)
    front = []
    for i in range(len(cost)):
        no_worse = (cost <= cost[i]) & (accuracy >= accuracy[i])
        if not (no_worse & ((cost < cost[i]) | (accuracy > accuracy[i]))).any():
            front.append(i)
    front.sort(key=lambda i: cost[i])
    return np.array(front, dtype=np.int64)
