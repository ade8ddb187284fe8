"""The gradient is averaged over the ranks."""
# module: shards
# caught by: parallel-mlp
# may also cost: parallel-attention

class _Copy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, comm):
        ctx.comm = comm
        return x.view_as(x)

    @staticmethod
    def backward(ctx, gradient):
        return ctx.comm.all_reduce(gradient) / ctx.comm.size, None
