"""0 where there is no order."""
# module: predictor
# caught by: kendall-tau


def kendall_tau(predicted: Numbers, true: Numbers) -> float:
    a, b = np.asarray(predicted, dtype=np.float64), np.asarray(true, dtype=np.float64)
    if a.ndim != 1 or a.shape != b.shape:
        raise ValueError(f"two rows of the same length are asked for; got shapes {a.shape} and {b.shape}")
    if np.isnan(a).any() or np.isnan(b).any():
        raise ValueError("NaN has no rank")
    signs_a = np.sign(a[:, None] - a[None, :])
    signs_b = np.sign(b[:, None] - b[None, :])
    untied_a, untied_b = np.abs(signs_a).sum(), np.abs(signs_b).sum()
    if not untied_a or not untied_b:
        return 0.0
    return float((signs_a * signs_b).sum() / math.sqrt(untied_a * untied_b))
