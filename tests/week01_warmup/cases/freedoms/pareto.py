"""All that the contract leaves open: numpy bools and floats, ints for whole results, own error classes, TypeErrors."""
# module: pareto


class Unusable(ValueError):
    """Numbers that are no points."""


def _column(values):
    if isinstance(values, str):
        raise TypeError("a column of numbers is asked for")
    column = np.array(values, dtype=float)
    if column.ndim != 1:
        raise Unusable("one dimension")
    if any(column != column):
        raise Unusable("NaN")
    return column


def _columns(costs, accuracies):
    columns = _column(costs), _column(accuracies)
    if columns[0].shape != columns[1].shape:
        raise Unusable("lengths")
    return columns


def _one(value):
    if not isinstance(value, (int, float)):
        raise TypeError("a number is asked for")
    if value != value:
        raise Unusable("NaN")
    return np.float64(value)


def dominates(a, b):
    if not isinstance(a, (tuple, list)) or not isinstance(b, (tuple, list)):
        raise TypeError("a pair is asked for")
    if len(a) != 2 or len(b) != 2:
        raise Unusable("a pair is asked for")
    better = np.array([_one(b[0]) - _one(a[0]), _one(a[1]) - _one(b[1])])
    return (better >= 0).all() & (better > 0).any()


def pareto_front(costs, accuracies):
    cost, accuracy = _columns(costs, accuracies)
    if not len(cost):
        return np.arange(0)
    # Groups of equal cost by np.unique; a running maximum over the groups' best.
    levels, group = np.unique(cost, return_inverse=True)
    best = np.full(len(levels), -np.inf)
    np.maximum.at(best, group, accuracy)
    beats = np.r_[True, best[1:] > np.maximum.accumulate(best)[:-1]]
    front = np.flatnonzero(beats[group] & (accuracy == best[group]))
    return front[np.argsort(group[front], kind="stable")]


def hypervolume(costs, accuracies, ref_cost, ref_accuracy):
    cost, accuracy = _columns(costs, accuracies)
    right, bottom = _one(ref_cost), _one(ref_accuracy)
    if not len(cost):
        return 0
    order = np.argsort(cost, kind="stable")
    heights = np.maximum.accumulate(np.clip(accuracy[order] - bottom, 0.0, None))
    widths = np.diff(np.append(np.minimum(cost[order], right), right))
    return np.dot(heights, widths)


def efficiency_ratio(accuracy, cost):
    if _one(cost) <= 0:
        raise Unusable("cost")
    ratio = _one(accuracy) / _one(cost)
    return int(ratio) if ratio == int(ratio) else ratio


def best_under_budget(costs, accuracies, budget):
    cost, accuracy = _columns(costs, accuracies)
    for i in np.lexsort((np.arange(len(cost)), cost, -accuracy)).tolist() if _one(budget) == budget else []:
        if cost[i] <= budget:
            return i
