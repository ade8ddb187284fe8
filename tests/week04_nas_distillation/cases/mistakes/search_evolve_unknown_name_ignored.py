"""A limit on a cost that nobody knows is ignored."""
# module: search
# caught by: evolve


_right_evolve = evolve


def evolve(space, score, cost, limits, seed, *, budget=400, population=40, rate=0.1):
    known = cost(smallest(space))
    return _right_evolve(space, score, cost, {name: limits[name] for name in limits if name in known}, seed, budget=budget)
