"""Architectures over the limit are scored, and only not returned."""
# module: search
# caught by: evolve


_right_evolve = evolve


def evolve(space, score, cost, limits, seed, *, budget=400, population=40, rate=0.1):
    _right_evolve(space, lambda arch: 0.0, cost, limits, seed, budget=min(budget, 1))

    def punished(arch):
        value, price = score(arch), cost(arch)
        return value if all(price[name] <= limit for name, limit in limits.items()) else -math.inf

    return _right_evolve(space, punished, cost, {}, seed, budget=budget)
