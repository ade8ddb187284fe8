"""Goes backward from the sum of the segment, without the gradient that came in."""

# module: checkpointing
# caught by: checkpoint-sequential

class _Segment(_Segment):
    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        x = x.detach().requires_grad_(ctx.needs_input_grad[1])
        now = torch.get_rng_state()
        torch.set_rng_state(ctx.random)
        with torch.enable_grad():
            y = _run(ctx.fns, x)
        torch.set_rng_state(now)
        if y.requires_grad:
            y.sum().backward()
        return None, x.grad, None
