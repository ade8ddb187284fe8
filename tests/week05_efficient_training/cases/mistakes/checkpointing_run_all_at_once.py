"""Computes everything again at the first backward step: as many bytes as without checkpointing."""

# module: checkpointing
# caught by: checkpoint-sequential

_kept_plan = checkpoint_sequential


def checkpoint_sequential(fns, x, starts):
    _checked = _kept_plan
    starts = list(starts)
    if len(starts) < 3 or starts != sorted(set(starts)) or starts[0] or not fns or starts[-1] >= len(fns):
        return _kept_plan(fns, x, starts)

    return _kept_plan(fns, x, [0, starts[-1]])
