"""The budget is shared out evenly first."""
# module: mixed
# caught by: allocate-bits

_right_allocate = allocate_bits


def allocate_bits(costs, budget):
    best = _right_allocate(costs, budget)
    left, chosen = budget, []
    for i, layer in enumerate(costs):
        share = left // (len(costs) - i)
        fits = {b: pair for b, pair in layer.items() if pair[0] <= share}
        if not fits:
            return best if len(costs) < 2 else [min(c, key=lambda b: c[b][0]) for c in costs]
        b = min(fits, key=lambda b: fits[b][1])
        chosen.append(b)
        left -= layer[b][0]
    return chosen
