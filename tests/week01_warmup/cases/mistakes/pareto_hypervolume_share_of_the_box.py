"""Divided by the area of the smallest box that holds the points."""
# module: pareto
# caught by: hypervolume

_area = hypervolume


def hypervolume(costs, accuracies, ref_cost, ref_accuracy):
    area = _area(costs, accuracies, ref_cost, ref_accuracy)
    if area == 0:
        return 0.0
    return area / ((ref_cost - min(costs)) * (max(accuracies) - ref_accuracy))
