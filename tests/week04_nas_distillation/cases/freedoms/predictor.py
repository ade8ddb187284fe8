"""SciPy's tau; ridge as extra rows of a least-squares problem; features by appending; numpy scalars."""
# module: predictor


class Refused(ValueError):
    """Nothing to learn from this."""


def kendall_tau(predicted, true):
    from scipy.stats import kendalltau

    a, b = np.asarray(predicted, float), np.asarray(true, float)
    if a.shape != b.shape or a.ndim != 1 or len(set(a.tolist())) < 2 or len(set(b.tolist())) < 2 or np.isnan(a + b).any():
        raise Refused("no order")
    return np.float64(kendalltau(a, b).statistic)


def arch_features(space, arch):
    check_arch(space, arch)
    row = []
    for stage in arch:
        for place in range(max(space.depths)):
            k, e = stage[place] if place < len(stage) else (0, 0)
            row.extend(float(k == choice) for choice in space.kernels)
            row.extend(float(e == choice) for choice in space.expansions)
    return np.asarray(row)


def fit_predictor(features, accuracies, ridge=1.0):
    x, y = np.array(features, float), np.array(accuracies, float)
    if x.ndim != 2 or y.ndim != 1 or x.shape[0] != y.shape[0] or not len(y) or not np.isfinite(x).all() or not np.isfinite(y).all():
        raise Refused("data")
    if math.isnan(ridge) or ridge <= 0:
        raise Refused("ridge")
    rows, columns = x.shape
    top = np.hstack([np.ones((rows, 1)), x])
    bottom = np.hstack([np.zeros((columns, 1)), np.sqrt(ridge) * np.eye(columns)])
    found, *_ = np.linalg.lstsq(np.vstack([top, bottom]), np.concatenate([y, np.zeros(columns)]), rcond=None)
    return Predictor(weights=found[1:], bias=found[0])


def predict(predictor, features):
    x = np.array(features, float)
    if x.ndim != 2 or x.shape[1] != len(predictor.weights):
        raise Refused("shape")
    return np.einsum("ij,j->i", x, predictor.weights) + float(predictor.bias)
