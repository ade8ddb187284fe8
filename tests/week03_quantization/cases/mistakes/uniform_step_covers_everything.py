"""The smallest step that clips nothing."""
# module: uniform
# caught by: optimal-step

_right_step = optimal_step


def optimal_step(x, bits):
    _right_step(x, bits)
    return 2 * float(x.abs().max()) / 2**bits
