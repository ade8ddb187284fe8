"""Computes the last segment twice as well."""

# module: checkpointing
# caught by: checkpoint-sequential

_kept_plan = checkpoint_sequential


def checkpoint_sequential(fns, x, starts):
    if not torch.is_grad_enabled() or not fns or list(starts) != sorted(set(starts)) or not starts or starts[0] != 0 or starts[-1] >= len(fns):
        return _kept_plan(fns, x, starts)

    return _kept_plan([*fns, lambda h: h.clone()], x, [*starts, len(fns)])
