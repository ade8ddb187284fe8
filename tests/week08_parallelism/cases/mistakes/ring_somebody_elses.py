"""The communicator's own all_reduce does it."""
# module: ring
# caught by: ring-all-reduce

def ring_all_reduce(buffer, comm):
    if buffer.dim() != 1 or not buffer.is_floating_point():
        raise ValueError("one dimension of floats")
    return comm.all_reduce(buffer)
