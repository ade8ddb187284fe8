"""No anchor: nothing is recorded when x asks for no gradient."""

# module: checkpointing
# caught by: checkpoint-sequential

def checkpoint_sequential(fns, x, starts):
    starts = list(starts)
    if not fns or not starts or starts[0] != 0 or starts != sorted(set(starts)) or starts[-1] >= len(fns):
        raise ValueError("no plan")

    for start, end in zip(starts, starts[1:]):
        x = _Segment.apply(fns[start:end], x, torch.zeros(()))
    return _run(fns[starts[-1] :], x)
