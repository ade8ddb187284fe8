"""Draws a seed before each segment and sets it before both runs: dropout agrees, but not with a run without checkpointing."""

# module: checkpointing
# caught by: checkpoint-sequential

_kept_plan = checkpoint_sequential


def checkpoint_sequential(fns, x, starts):
    def seeded(fn, seed):
        def run(h):
            torch.manual_seed(seed)
            return fn(h)

        return run

    return _kept_plan([seeded(fn, 1000 + number) for number, fn in enumerate(fns)], x, starts)
