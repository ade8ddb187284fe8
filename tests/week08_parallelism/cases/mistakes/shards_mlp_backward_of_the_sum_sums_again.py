"""reduce_from_ranks all-reduces its gradient too: it comes back n times too large."""
# module: shards
# caught by: parallel-mlp
# may also cost: parallel-attention

class _Reduce(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, comm):
        ctx.comm = comm
        return comm.all_reduce(x)

    @staticmethod
    def backward(ctx, gradient):
        return ctx.comm.all_reduce(gradient), None
