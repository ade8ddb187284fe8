"""Spearman's rank correlation."""
# module: predictor
# caught by: kendall-tau


_right_tau = kendall_tau


def kendall_tau(predicted, true):
    from scipy.stats import spearmanr

    _right_tau(predicted, true)
    return float(spearmanr(predicted, true).statistic)
