"""Max's table times the standard deviation, for any distribution."""
# module: uniform
# caught by: optimal-step

_right_step = optimal_step


def optimal_step(x, bits):
    table = {1: 1.5958, 2: 0.9957, 3: 0.5860, 4: 0.3352, 5: 0.1881, 6: 0.1041, 7: 0.0569, 8: 0.0308}
    _right_step(x, bits)
    return float(x.std()) * table[bits]
