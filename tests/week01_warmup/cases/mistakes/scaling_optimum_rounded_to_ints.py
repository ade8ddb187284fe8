"""Rounds N and D to whole numbers: for small budgets that is 6ND = flops no more."""
# module: scaling
# caught by: compute-optimal
# may also cost: tokens-per-parameter

_right_compute_optimal = compute_optimal


def compute_optimal(law, flops):
    n, d = _right_compute_optimal(law, flops)
    return float(f"{n:.5g}"), float(f"{d:.5g}")
