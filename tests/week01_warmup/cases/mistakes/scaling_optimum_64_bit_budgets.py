"""Turns the budget into an int64: a budget beyond 2**63 overflows."""
# module: scaling
# caught by: compute-optimal
# may also cost: tokens-per-parameter

_right_compute_optimal = compute_optimal


def compute_optimal(law, flops):
    n, d = _right_compute_optimal(law, flops)
    if isinstance(flops, int):
        np.int64(flops)
    return n, d
