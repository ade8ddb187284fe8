"""Pearson's correlation of the values, not of their order."""
# module: predictor
# caught by: kendall-tau


_right_tau = kendall_tau


def kendall_tau(predicted, true):
    _right_tau(predicted, true)
    return float(np.corrcoef(predicted, true)[0, 1])
