"""Keeps the first answer for each m, and gives it again whatever n and p are."""
# module: flops
# caught by: matmul-flops
# may also cost: linear-flops, attention-flops

_seen = {}


def matmul_flops(m, n, p):
    m, n, p = _whole(m, "m"), _whole(n, "n"), _whole(p, "p")
    return _seen.setdefault(m, 2 * m * n * p)
