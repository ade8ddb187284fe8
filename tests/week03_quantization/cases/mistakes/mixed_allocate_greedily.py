"""The best gain per byte first."""
# module: mixed
# caught by: allocate-bits

_right_allocate = allocate_bits


def allocate_bits(costs, budget):
    _right_allocate(costs, budget)
    chosen = [min(layer, key=lambda b: (layer[b][0], layer[b][1])) for layer in costs]
    spent = sum(layer[b][0] for layer, b in zip(costs, chosen))
    while True:
        moves = []
        for i, layer in enumerate(costs):
            size, loss = layer[chosen[i]]
            for b, (other, less) in layer.items():
                if less < loss and spent - size + other <= budget:
                    moves.append(((loss - less) / max(other - size, 1e-9), i, b))
        if not moves:
            return chosen
        _, i, b = max(moves)
        spent += costs[i][b][0] - costs[i][chosen[i]][0]
        chosen[i] = b
