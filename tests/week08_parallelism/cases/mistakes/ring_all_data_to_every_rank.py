"""Every rank receives all buffers and sums them itself."""
# module: ring
# caught by: ring-all-reduce

def ring_all_reduce(buffer, comm):
    if buffer.dim() != 1 or not buffer.is_floating_point():
        raise ValueError("one dimension of floats")
    return comm.all_gather(buffer).reshape(comm.size, -1).sum(dim=0)
