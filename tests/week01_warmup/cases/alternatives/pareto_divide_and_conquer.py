"""Kung's way: sort by cost, split in two, keep of the dearer half what beats the cheaper half; all pairs in small blocks."""
# module: pareto


def pareto_front(costs, accuracies):
    cost, accuracy = _points(costs, accuracies)
    order = np.lexsort((np.arange(len(cost)), cost))

    def front_of(part):
        x, y = cost[part], accuracy[part]
        if len(part) <= 64:
            no_worse = (x[:, None] <= x) & (y[:, None] >= y)
            better = (x[:, None] < x) | (y[:, None] > y)
            return part[~(no_worse & better).any(axis=0)]
        if x[0] == x[-1]:  # one cost: the most accurate, with all copies
            return part[y == y.max()]
        # Points of one cost stay in one half.
        middle = int(np.searchsorted(x, x[len(part) // 2]))
        middle = middle or int(np.searchsorted(x, x[0], side="right"))
        cheap, dear = front_of(part[:middle]), front_of(part[middle:])
        return np.concatenate([cheap, dear[accuracy[dear] > accuracy[cheap].max()]])

    return front_of(order).astype(np.int64)
