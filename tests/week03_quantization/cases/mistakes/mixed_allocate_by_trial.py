"""All combinations: right for a few layers, endless for thirty."""
# module: mixed
# caught by: allocate-bits

import itertools


def allocate_bits(costs, budget):
    _count(0, budget=budget)
    for layer in costs:
        if not layer:
            raise ValueError("no choice")
        for size, loss in layer.values():
            _count(0, bytes=size)
            if not math.isfinite(loss):
                raise ValueError("loss")
    best, found = math.inf, None
    for bits in itertools.product(*costs):
        if sum(layer[b][0] for layer, b in zip(costs, bits)) <= budget:
            loss = sum(layer[b][1] for layer, b in zip(costs, bits))
            if loss < best:
                best, found = loss, list(bits)
    if found is None:
        raise ValueError("does not fit")
    return found
