"""SciPy's NaN where there is no order."""
# module: predictor
# caught by: kendall-tau


def kendall_tau(predicted, true):
    from scipy.stats import kendalltau

    if len(predicted) != len(true) or np.isnan(predicted).any() or np.isnan(true).any():
        raise ValueError("rows")
    return float(kendalltau(predicted, true).statistic)
