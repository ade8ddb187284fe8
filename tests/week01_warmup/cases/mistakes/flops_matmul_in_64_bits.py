"""Computed in 64-bit integers: right until 2**63, then it wraps around."""
# module: flops
# caught by: matmul-flops
# may also cost: linear-flops, attention-flops


def matmul_flops(m, n, p):
    flops = 2 * _whole(m, "m") * _whole(n, "n") * _whole(p, "p") % 2**64
    return flops - 2**64 if flops >= 2**63 else flops
