"""The first population is scored on top of the budget."""
# module: search
# caught by: evolve


_right_evolve = evolve


def evolve(space, score, cost, limits, seed, *, budget=400, population=40, rate=0.1):
    return _right_evolve(space, score, cost, limits, seed, budget=budget + population if budget > 0 else budget)
