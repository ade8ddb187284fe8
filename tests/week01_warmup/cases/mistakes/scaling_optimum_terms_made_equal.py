"""Makes the two terms equal instead of their derivatives: alpha and beta are missing in G."""
# module: scaling
# caught by: compute-optimal
# may also cost: tokens-per-parameter

_right_compute_optimal = compute_optimal


def compute_optimal(law, flops):
    n, d = _right_compute_optimal(law, flops)
    shift = float((law.alpha / law.beta) ** (1 / (law.alpha + law.beta)))
    return n / shift, d * shift
