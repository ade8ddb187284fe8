"""Checkpointing by saved-tensor hooks instead of a Function; plans by going back from the end."""

# module: checkpointing

from functools import cache
from itertools import accumulate


def checkpoint_plan(costs, budget):
    n, before = len(costs), [0, *accumulate(costs)]
    if n == 0 or min(costs) < 0:
        raise ValueError("layers with costs")

    @cache
    def least(end):
        """(bytes kept for the layers before `end`, starts), or None."""
        if end == 0:
            return 0, ()
        ways = [(kept + costs[s], (*starts, s)) for s in reversed(range(end)) for kept, starts in filter(None, [least(s)])
                if kept + before[end] - before[s] <= budget]
        return min(ways) if ways else None

    for end in range(n):
        state = least(end)
        if state is not None and state[0] + before[n] - before[end] <= budget:
            return list(state[1]) + [end]
    raise ValueError("too small a budget")


def _hooked(fns, x):
    random, again, count = torch.get_rng_state(), [], [0]

    def pack(_saved):
        count[0] += 1
        return count[0] - 1

    def unpack(number):
        if not again:
            now = torch.get_rng_state()
            torch.set_rng_state(random)
            keep = torch.autograd.graph.saved_tensors_hooks(lambda saved: again.append(saved.detach()), lambda saved: saved)
            with torch.enable_grad(), keep:
                _run(fns, x.detach().requires_grad_(x.requires_grad))
            torch.set_rng_state(now)
        saved, again[number] = again[number], None
        return saved

    with torch.autograd.graph.saved_tensors_hooks(pack, unpack):
        return _run(fns, x)


def checkpoint_sequential(fns, x, starts):
    if len(fns) == 0 or list(starts)[:1] != [0] or any(b <= a for a, b in zip(starts, [*starts[1:], len(fns)])):
        raise ValueError("no plan")
    if not torch.is_grad_enabled():
        return _run(fns, x)
    for a, b in zip(starts, starts[1:]):
        x = _hooked(fns[a:b], x)
    return _run(fns[starts[-1] :], x)


def mfu(tokens_per_second, params, layers, heads, head_dim, context, peak_flops):
    if not min(tokens_per_second, params, layers, heads, head_dim, context) >= 0 or not peak_flops > 0:
        raise ValueError("negative")
    if any(value != value for value in (tokens_per_second, params, layers, heads, head_dim, context)):
        raise ValueError("NaN")
    forward = 2 * params + 2 * layers * (2 * context * heads * head_dim)
    return 3 * forward * tokens_per_second / peak_flops
