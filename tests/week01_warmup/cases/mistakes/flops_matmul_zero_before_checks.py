"""Answers 0 for a size of 0 before it looks at the other sizes."""
# module: flops
# caught by: matmul-flops


def matmul_flops(m, n, p):
    if m == 0 or n == 0 or p == 0:
        return 0
    return 2 * _whole(m, "m") * _whole(n, "n") * _whole(p, "p")
