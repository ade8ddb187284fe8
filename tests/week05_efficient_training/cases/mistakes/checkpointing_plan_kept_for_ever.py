"""Counts the inputs of all segments all the time, also of those whose backward pass is over."""

# module: checkpointing
# caught by: checkpoint-plan

_best_plan = checkpoint_plan


def checkpoint_plan(costs, budget):
    _best_plan(costs, budget)
    import itertools

    best = None
    for size in range(len(costs)) if len(costs) < 11 else ():
        for some in itertools.combinations(range(1, len(costs)), size):
            starts = [0, *some]
            ends = [*some, len(costs)]
            kept = sum(costs[s] for s in starts)
            if all(kept + sum(costs[a + 1 : b]) <= budget for a, b in zip(starts, ends)) and (best is None or starts[-1] < best[-1]):
                best = starts
    if best is None:
        raise ValueError("too small")
    return best
