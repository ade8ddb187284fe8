"""A cost at its limit is refused."""
# module: search
# caught by: evolve


_right_evolve = evolve


def evolve(space, score, cost, limits, seed, *, budget=400, population=40, rate=0.1):
    below = {name: math.nextafter(limit, -math.inf) for name, limit in limits.items()}
    return _right_evolve(space, score, cost, below, seed, budget=budget)
