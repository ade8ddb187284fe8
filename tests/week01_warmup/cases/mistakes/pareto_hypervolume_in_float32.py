"""Computes in float32, which loses what is small beside large costs."""
# module: pareto
# caught by: hypervolume

_right_hypervolume = hypervolume


def hypervolume(costs, accuracies, ref_cost, ref_accuracy):
    _right_hypervolume(costs, accuracies, ref_cost, ref_accuracy)
    cost, accuracy = np.array(costs, dtype=np.float32), np.array(accuracies, dtype=np.float32)
    return _right_hypervolume(cost, accuracy, float(np.float32(ref_cost)), float(np.float32(ref_accuracy)))
