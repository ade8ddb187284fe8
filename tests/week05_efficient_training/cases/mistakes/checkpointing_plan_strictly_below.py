"""A budget that is met exactly does not count."""

# module: checkpointing
# caught by: checkpoint-plan

_best_plan = checkpoint_plan


def checkpoint_plan(costs, budget):
    _best_plan(costs, budget)
    return _best_plan(costs, budget - 1)
