"""Hands PyTorch's own checkpointing in."""

# module: checkpointing
# caught by: checkpoint-sequential

from torch.utils.checkpoint import checkpoint


def checkpoint_sequential(fns, x, starts):
    starts = list(starts)
    if not fns or not starts or starts[0] != 0 or starts != sorted(set(starts)) or starts[-1] >= len(fns):
        raise ValueError("no plan")

    for start, end in zip(starts, starts[1:]):
        x = checkpoint(_run, fns[start:end], x, use_reentrant=False)
    return _run(fns[starts[-1] :], x)
