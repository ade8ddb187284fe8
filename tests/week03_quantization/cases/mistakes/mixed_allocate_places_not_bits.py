"""The place of a choice instead of its bits."""
# module: mixed
# caught by: allocate-bits

_right_allocate = allocate_bits


def allocate_bits(costs, budget):
    return [list(layer).index(b) for layer, b in zip(costs, _right_allocate(costs, budget))]
