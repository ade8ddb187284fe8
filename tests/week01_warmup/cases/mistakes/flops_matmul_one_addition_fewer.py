"""An inner product of length n counted as 2n - 1, not by the course's convention of 2n."""
# module: flops
# caught by: matmul-flops
# may also cost: linear-flops, attention-flops


def matmul_flops(m, n, p):
    m, n, p = _whole(m, "m"), _whole(n, "n"), _whole(p, "p")
    return m * p * max(2 * n - 1, 0)
