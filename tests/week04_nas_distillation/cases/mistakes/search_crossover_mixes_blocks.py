"""Blocks are mixed, so that a stage is neither the mother's nor the father's."""
# module: search
# caught by: crossover


def crossover(space, mother, father, seed):
    check_arch(space, mother)
    check_arch(space, father)
    g = random.Random(seed)
    stages = []
    for m, f in zip(mother, father):
        longer = g.choice((m, f))
        stages.append(tuple(g.choice((m[j] if j < len(m) else b, f[j] if j < len(f) else b)) for j, b in enumerate(longer)))
    return tuple(stages)
