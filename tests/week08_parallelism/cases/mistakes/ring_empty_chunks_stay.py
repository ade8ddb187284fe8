"""An empty chunk is not sent, so that neighbours lose step."""
# module: ring
# caught by: ring-all-reduce

class _Spares:
    def __init__(self, comm):
        self.rank, self.size, self.comm = comm.rank, comm.size, comm

    def exchange(self, tensor, to, source):
        return self.comm.exchange(tensor, to, source) if tensor.numel() else tensor


_right_all_reduce = ring_all_reduce


def ring_all_reduce(buffer, comm):
    return _right_all_reduce(buffer, _Spares(comm))
