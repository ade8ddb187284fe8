"""A budget of 0 buys (0, 0) instead of being refused."""
# module: scaling
# caught by: compute-optimal
# may also cost: tokens-per-parameter

_right_compute_optimal = compute_optimal


def compute_optimal(law, flops):
    return (0.0, 0.0) if flops == 0 else _right_compute_optimal(law, flops)
