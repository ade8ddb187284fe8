"""The front is joined by straight lines instead of steps."""
# module: pareto
# caught by: hypervolume


def hypervolume(costs, accuracies, ref_cost, ref_accuracy):
    cost, accuracy = _points(costs, accuracies)
    if math.isnan(ref_cost) or math.isnan(ref_accuracy):
        raise ValueError("NaN")
    corners = []
    for x, y in sorted(zip(cost.tolist(), accuracy.tolist())):
        if x < ref_cost and y > (corners[-1][1] if corners else ref_accuracy):
            corners.append((x, y))
    if not corners:
        return 0.0
    xs = [x for x, _ in corners] + [ref_cost]
    ys = [y - ref_accuracy for _, y in corners] + [corners[-1][1] - ref_accuracy]
    return float(np.trapezoid(ys, xs))
