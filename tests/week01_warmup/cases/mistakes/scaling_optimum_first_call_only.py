"""The first optimum is kept for every later law and budget."""
# module: scaling
# caught by: compute-optimal
# may also cost: tokens-per-parameter

_right_compute_optimal = compute_optimal
_optima = []


def compute_optimal(law, flops):
    _optima.append(_right_compute_optimal(law, flops))
    return _optima[0]
