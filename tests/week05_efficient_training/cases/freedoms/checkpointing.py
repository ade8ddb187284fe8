"""The random state by fork_rng, plans by trying; own errors; numpy's floats."""

# module: checkpointing

import numpy


class NoPlan(ValueError):
    """No such plan."""


_found_plan = checkpoint_plan


def checkpoint_plan(costs, budget):
    try:
        starts = _found_plan(costs, budget)
    except ValueError as error:
        raise NoPlan(*error.args) from None
    # another plan with as few layers computed twice, where one is: one start fewer
    for left_out in starts[1:-1]:
        fewer = [start for start in starts if start != left_out]
        ends = [*fewer[1:], len(costs)]
        kept = [sum(costs[s] for s in fewer[:j]) for j in range(len(fewer))]
        if all(k + sum(costs[a:b]) <= budget for k, a, b in zip(kept, fewer, ends)):
            return fewer
    return starts


class _Stretch(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, anchor, run):
        ctx.run, ctx.x, ctx.random = run, x.detach(), torch.random.get_rng_state()
        return run(ctx.x)

    @staticmethod
    def backward(ctx, *incoming):
        with torch.random.fork_rng(devices=[]), torch.enable_grad():
            torch.random.set_rng_state(ctx.random)
            x = ctx.x.requires_grad_(ctx.x.is_floating_point())
            y = ctx.run(x)
            y.backward(*incoming) if y.requires_grad else None
        gradient, x.grad = x.grad, None
        return gradient if ctx.needs_input_grad[0] else None, None, None


def checkpoint_sequential(fns, x, starts):
    if not fns or not starts or starts[0] or any(a >= b for a, b in zip(starts, [*starts[1:], len(fns)])):
        raise NoPlan("starts")

    def part(a, b):
        def run(h):
            for fn in fns[a:b]:
                h = fn(h)
            return h

        return run

    for a, b in zip(starts, starts[1:]):
        x = _Stretch.apply(x, torch.ones(1, requires_grad=True), part(a, b))
    return part(starts[-1], len(fns))(x)


_share = mfu


def mfu(tokens_per_second, params, layers, heads, head_dim, context, peak_flops):
    try:
        return numpy.float64(_share(tokens_per_second, params, layers, heads, head_dim, context, peak_flops))
    except ValueError:
        raise NoPlan("rates") from None
