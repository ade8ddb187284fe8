"""As many bytes as fit, since more bits must be better."""
# module: mixed
# caught by: allocate-bits

_right_allocate = allocate_bits


def allocate_bits(costs, budget):
    _right_allocate(costs, budget)
    return _right_allocate([{b: (s, -float(s)) for b, (s, _) in layer.items()} for layer in costs], budget)
