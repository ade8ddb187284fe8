"""Whole buffers go round the ring: n - 1 steps, but n / 2 times the bytes."""
# module: ring
# caught by: ring-all-reduce

def ring_all_reduce(buffer, comm):
    if buffer.dim() != 1 or not buffer.is_floating_point():
        raise ValueError("one dimension of floats")
    total, passed = buffer.clone(), buffer
    for _ in range(comm.size - 1):
        passed = comm.exchange(passed, (comm.rank + 1) % comm.size, (comm.rank - 1) % comm.size)
        total = total + passed
    return total
