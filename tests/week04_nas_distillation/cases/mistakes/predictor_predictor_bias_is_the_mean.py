"""The bias is the mean accuracy, though features are not centred when predicting."""
# module: predictor
# caught by: accuracy-predictor


def fit_predictor(features: np.ndarray, accuracies: Numbers, ridge: float = 1.0) -> Predictor:
    x, y = np.asarray(features, dtype=np.float64), np.asarray(accuracies, dtype=np.float64)
    if x.ndim != 2 or y.shape != (len(x),) or len(x) == 0:
        raise ValueError(f"a row of features for each accuracy is asked for; got shapes {x.shape} and {y.shape}")
    if np.isnan(x).any() or np.isnan(y).any():
        raise ValueError("NaN teaches nothing: features and accuracies must be numbers")
    if not ridge > 0:
        raise ValueError(f"ridge must be above 0: one-hot features determine no unique solution without; got {ridge}")
    centre, mean = x.mean(axis=0), y.mean()
    gram = (x - centre).T @ (x - centre) + ridge * np.eye(x.shape[1])
    weights = np.linalg.solve(gram, (x - centre).T @ (y - mean))
    return Predictor(weights, float(mean))
