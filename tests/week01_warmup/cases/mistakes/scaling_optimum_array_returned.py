"""Returns an array where a tuple is asked for."""
# module: scaling
# caught by: compute-optimal
# may also cost: tokens-per-parameter

_right_compute_optimal = compute_optimal


def compute_optimal(law, flops):
    n, d = _right_compute_optimal(law, flops)
    return np.array([n, d])
