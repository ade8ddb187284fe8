"""Computed in floats and turned into an int at the end: digits beyond 2**53 are lost."""
# module: flops
# caught by: matmul-flops
# may also cost: linear-flops, attention-flops


def matmul_flops(m, n, p):
    m, n, p = _whole(m, "m"), _whole(n, "n"), _whole(p, "p")
    return int(2.0 * m * n * p)
