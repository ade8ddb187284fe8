"""Multiplies whatever it gets: two negative sizes make a positive count, a string gets longer."""
# module: flops
# caught by: matmul-flops


def matmul_flops(m, n, p):
    return 2 * m * n * p
