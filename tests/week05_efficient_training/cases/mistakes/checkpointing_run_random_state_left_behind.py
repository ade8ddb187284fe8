"""Sets the random state back for the second run, and leaves it there."""

# module: checkpointing
# caught by: checkpoint-sequential

class _Segment(_Segment):
    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        x = x.detach().requires_grad_(ctx.needs_input_grad[1])
        torch.set_rng_state(ctx.random)
        with torch.enable_grad():
            y = _run(ctx.fns, x)
        if y.requires_grad:
            torch.autograd.backward(y, gradient)
        return None, x.grad, None
