"""Choices that do not fit are deleted from the caller's dicts."""
# module: mixed
# caught by: allocate-bits

_right_allocate = allocate_bits


def allocate_bits(costs, budget):
    bits = _right_allocate(costs, budget)
    for layer, b in zip(costs, bits):
        for other in [o for o in layer if o != b]:
            del layer[other]
    return bits
