"""One coin for all stages: the child is a copy of one parent."""
# module: search
# caught by: crossover


def crossover(space, mother, father, seed):
    check_arch(space, mother)
    check_arch(space, father)
    return random.Random(seed).choice((mother, father))
