"""No step above the one that clips nothing is tried."""
# module: uniform
# caught by: optimal-step

_right_step = optimal_step


def optimal_step(x, bits):
    return min(_right_step(x, bits), float(x.abs().max()) / 2 ** (bits - 1))
