"""Spends N * D = flops: the 6 of 6ND is missing."""
# module: scaling
# caught by: compute-optimal
# may also cost: tokens-per-parameter

_right_compute_optimal = compute_optimal


def compute_optimal(law, flops):
    n, d = _right_compute_optimal(law, flops)
    return _right_compute_optimal(law, 6 * flops)
