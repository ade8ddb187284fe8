"""Keeps the random state in a module variable, which the next segment overwrites."""

# module: checkpointing
# caught by: checkpoint-sequential

_latest = [None]


class _Segment(_Segment):
    @staticmethod
    def forward(ctx, fns, x, anchor):
        ctx.fns = fns
        _latest[0] = torch.get_rng_state()
        ctx.save_for_backward(x)
        return _run(fns, x)

    @staticmethod
    def backward(ctx, gradient):
        ctx.random = _latest[0]
        (x,) = ctx.saved_tensors
        x = x.detach().requires_grad_(ctx.needs_input_grad[1])
        now = torch.get_rng_state()
        torch.set_rng_state(ctx.random)
        with torch.enable_grad():
            y = _run(ctx.fns, x)
        torch.set_rng_state(now)
        if y.requires_grad:
            torch.autograd.backward(y, gradient)
        return None, x.grad, None
