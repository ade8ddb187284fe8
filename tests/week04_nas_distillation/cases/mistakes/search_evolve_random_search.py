"""Nothing is learnt from the scores: parents are drawn at random."""
# module: search
# caught by: evolve


_right_evolve = evolve


def evolve(space, score, cost, limits, seed, *, budget=400, population=40, rate=0.1):
    values = {}

    def learnt(arch):
        values[arch] = score(arch)
        return generator.random()

    generator = random.Random(seed)
    _right_evolve(space, learnt, cost, limits, seed, budget=budget)
    return max(values.items(), key=lambda pair: pair[1])
