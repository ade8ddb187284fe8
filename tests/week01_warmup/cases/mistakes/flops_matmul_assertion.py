"""Refuses a negative size with an AssertionError instead of a ValueError."""
# module: flops
# caught by: matmul-flops


def matmul_flops(m, n, p):
    assert min(m, n, p) >= 0, "sizes must not be negative"
    return 2 * m * n * p
