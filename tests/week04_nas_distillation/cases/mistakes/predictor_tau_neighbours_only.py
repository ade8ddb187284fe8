"""Only neighbours are compared, not all pairs."""
# module: predictor
# caught by: kendall-tau


_right_tau = kendall_tau


def kendall_tau(predicted, true):
    _right_tau(predicted, true)
    a, b = np.sign(np.diff(predicted)), np.sign(np.diff(true))
    return float((a * b).sum() / math.sqrt(np.abs(a).sum() * np.abs(b).sum())) if a.any() and b.any() else 0.0
