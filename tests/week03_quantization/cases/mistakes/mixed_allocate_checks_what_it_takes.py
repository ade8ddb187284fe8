"""A NaN or an infinity among choices that would not be taken passes."""
# module: mixed
# caught by: allocate-bits

_right_allocate = allocate_bits


def allocate_bits(costs, budget):
    kept = [{b: (s, v) for b, (s, v) in c.items() if s <= budget and v < math.inf} for c in costs]
    return _right_allocate(kept, budget)
