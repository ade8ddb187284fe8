"""A cut: the first stages from the mother, the rest from the father; never the other way round."""
# module: search
# caught by: crossover


def crossover(space, mother, father, seed):
    check_arch(space, mother)
    check_arch(space, father)
    cut = random.Random(seed).randint(0, len(mother))
    return mother[:cut] + father[cut:]
