"""Notices a bad plan when it gets there."""

# module: checkpointing
# caught by: checkpoint-sequential

_kept_plan = checkpoint_sequential


def checkpoint_sequential(fns, x, starts):
    if fns and starts and starts[0] == 0:
        fns[0](x)
    return _kept_plan(fns, x, starts)
