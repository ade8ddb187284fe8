"""A budget that is too small gets the smallest choices."""
# module: mixed
# caught by: allocate-bits

_right_allocate = allocate_bits


def allocate_bits(costs, budget):
    _count(0, budget=budget)
    try:
        return _right_allocate(costs, budget)
    except ValueError:
        if all(costs) and all(s >= 0 and math.isfinite(v) for c in costs for s, v in c.values()):
            return [min(c, key=lambda b: c[b][0]) for c in costs]
        raise
