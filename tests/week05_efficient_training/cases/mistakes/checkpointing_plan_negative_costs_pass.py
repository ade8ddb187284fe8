"""Does not look at the signs of costs."""

# module: checkpointing
# caught by: checkpoint-plan

_best_plan = checkpoint_plan


def checkpoint_plan(costs, budget):
    return _best_plan([abs(cost) for cost in costs], budget)
