"""Right only when n = p: the last size is never used."""
# module: flops
# caught by: matmul-flops
# may also cost: linear-flops, attention-flops


def matmul_flops(m, n, p):
    _whole(p, "p")
    return 2 * _whole(m, "m") * _whole(n, "n") ** 2
