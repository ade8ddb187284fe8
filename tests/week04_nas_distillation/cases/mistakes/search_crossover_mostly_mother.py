"""The mother gives three quarters."""
# module: search
# caught by: crossover


def crossover(space, mother, father, seed):
    check_arch(space, mother)
    check_arch(space, father)
    g = random.Random(seed)
    return tuple(f if g.random() < 0.25 else m for m, f in zip(mother, father))
