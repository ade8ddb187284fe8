"""The rule of thumb, 20 tokens a parameter, instead of the optimum of this law."""
# module: scaling
# caught by: compute-optimal
# may also cost: tokens-per-parameter

_right_compute_optimal = compute_optimal


def compute_optimal(law, flops):
    n, d = _right_compute_optimal(law, flops)
    n = float((flops / 120) ** 0.5)
    return n, 20 * n
