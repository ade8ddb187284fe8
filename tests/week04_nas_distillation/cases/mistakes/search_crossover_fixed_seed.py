"""The same mixture for every seed."""
# module: search
# caught by: crossover


def crossover(space: Space, mother: Arch, father: Arch, seed: int) -> Arch:
    check_arch(space, mother)
    check_arch(space, father)
    return _crossed(mother, father, random.Random(1))
