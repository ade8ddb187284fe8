"""Points leave a heap from the cheapest up; dominated ones are skipped, and so are budgets' dearer ones."""
# module: pareto
import heapq


def dominates(a, b):
    (a_cost, a_accuracy), (b_cost, b_accuracy) = a, b
    gains = [b_cost - a_cost, a_accuracy - b_accuracy]
    if any(gain != gain for gain in gains):
        raise ValueError("NaN")
    return min(gains) >= 0 and max(gains) > 0


def pareto_front(costs, accuracies):
    cost, accuracy = _points(costs, accuracies)
    heap = list(zip(cost.tolist(), (-accuracy).tolist(), range(len(cost))))
    heapq.heapify(heap)
    front, corner = [], None
    while heap:
        x, loss, i = heapq.heappop(heap)
        if corner is None or loss < corner[1]:
            corner = (x, loss)
        if (x, loss) == corner:
            front.append(i)
    return np.array(front, dtype=np.int64)


def best_under_budget(costs, accuracies, budget):
    cost, accuracy = _points(costs, accuracies)
    if math.isnan(budget):
        raise ValueError("NaN")
    heap = [(-y, x, i) for i, (x, y) in enumerate(zip(cost.tolist(), accuracy.tolist())) if x <= budget]
    heapq.heapify(heap)
    return heap[0][2] if heap else None
