"""Looks at the bytes of the last segment alone: earlier ones may need more."""

# module: checkpointing
# caught by: checkpoint-plan

_best_plan = checkpoint_plan


def checkpoint_plan(costs, budget):
    _best_plan(costs, budget)
    for last in range(len(costs)):
        kept = costs[0] if last else 0
        if kept + sum(costs[last:]) <= budget:
            return [0, last] if last else [0]
    raise ValueError("too small")
