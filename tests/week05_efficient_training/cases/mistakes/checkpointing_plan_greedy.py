"""Makes each segment as long as the budget lets it, from the front."""

# module: checkpointing
# caught by: checkpoint-plan

_best_plan = checkpoint_plan


def checkpoint_plan(costs, budget):
    _best_plan(costs, budget)
    starts, kept = [0], 0
    for i in range(1, len(costs) + 1):
        if kept + sum(costs[starts[-1] : i]) > budget:
            kept += costs[starts[-1]]
            starts.append(i - 1)
    if kept + sum(costs[starts[-1] :]) > budget:
        raise ValueError("too small")
    return starts
