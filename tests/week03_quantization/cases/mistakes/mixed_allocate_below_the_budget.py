"""The last byte is never spent."""
# module: mixed
# caught by: allocate-bits

_right_allocate = allocate_bits


def allocate_bits(costs, budget):
    best = _right_allocate(costs, budget)
    return _right_allocate(costs, budget - 1) if costs and budget > sum(min(s for s, _ in c.values()) for c in costs) else best
