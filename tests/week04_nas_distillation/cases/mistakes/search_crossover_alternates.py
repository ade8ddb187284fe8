"""Stages alternate between the parents: only two children are possible."""
# module: search
# caught by: crossover


def crossover(space, mother, father, seed):
    check_arch(space, mother)
    check_arch(space, father)
    first = random.Random(seed).randrange(2)
    return tuple((mother, father)[(i + first) % 2][i] for i in range(len(mother)))
