"""The global generator: the seed does nothing."""
# module: search
# caught by: mutate


def mutate(space, arch, rate, seed):
    check_arch(space, arch)
    if not 0 <= rate <= 1:
        raise ValueError(rate)
    return _mutated(space, arch, rate, random)
