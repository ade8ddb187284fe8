"""With one rank the caller's own buffer comes back."""
# module: ring
# caught by: ring-all-reduce

_right_all_reduce = ring_all_reduce


def ring_all_reduce(buffer, comm):
    total = _right_all_reduce(buffer, comm)
    return buffer if comm.size == 1 else total
