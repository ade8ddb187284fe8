"""A multiply-accumulate counted as one FLOP: mnp instead of 2mnp."""
# module: flops
# caught by: matmul-flops
# may also cost: linear-flops, attention-flops


def matmul_flops(m, n, p):
    return _whole(m, "m") * _whole(n, "n") * _whole(p, "p")
