"""The best is scored once more, to be sure."""
# module: search
# caught by: evolve


_right_evolve = evolve


def evolve(space, score, cost, limits, seed, *, budget=400, population=40, rate=0.1):
    best, _ = _right_evolve(space, score, cost, limits, seed, budget=min(budget, max(budget - 1, 1)))
    return best, score(best)
