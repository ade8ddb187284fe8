"""Searches a grid of 2000 sizes: near the optimum, and not in closed form."""
# module: scaling
# caught by: compute-optimal
# may also cost: tokens-per-parameter

_right_compute_optimal = compute_optimal


def compute_optimal(law, flops):
    n, d = _right_compute_optimal(law, flops)
    sizes = np.logspace(2, 18, 2000)
    losses = law.E + law.A / sizes**law.alpha + law.B / (float(flops) / 6 / sizes) ** law.beta
    best = float(sizes[np.argmin(losses)])
    return best, float(flops) / 6 / best
