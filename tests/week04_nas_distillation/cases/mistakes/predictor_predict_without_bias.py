"""The bias is forgotten when predicting."""
# module: predictor
# caught by: accuracy-predictor


def predict(predictor: Predictor, features: np.ndarray) -> np.ndarray:
    x = np.asarray(features, dtype=np.float64)
    if x.ndim != 2 or x.shape[1] != len(predictor.weights):
        raise ValueError(f"{len(predictor.weights)} features a row are asked for; got shape {x.shape}")
    return x @ np.asarray(predictor.weights, dtype=np.float64)
