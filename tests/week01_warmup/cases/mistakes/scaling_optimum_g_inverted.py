"""G stands the wrong way up: beta B / (alpha A)."""
# module: scaling
# caught by: compute-optimal
# may also cost: tokens-per-parameter

_right_compute_optimal = compute_optimal


def compute_optimal(law, flops):
    n, d = _right_compute_optimal(law, flops)
    g = (law.alpha * law.A / (law.beta * law.B)) ** (1 / (law.alpha + law.beta))
    return n / g**2, d * g**2
