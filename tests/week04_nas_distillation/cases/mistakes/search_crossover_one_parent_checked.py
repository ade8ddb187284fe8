"""Only the mother is checked."""
# module: search
# caught by: crossover


def crossover(space: Space, mother: Arch, father: Arch, seed: int) -> Arch:
    check_arch(space, mother)
    return _crossed(mother, father, random.Random(seed))
