"""One coin for the whole architecture: all or nothing."""
# module: search
# caught by: mutate


def mutate(space, arch, rate, seed):
    check_arch(space, arch)
    if not 0 <= rate <= 1:
        raise ValueError(rate)
    generator = random.Random(seed)
    return _mutated(space, arch, 1.0, generator) if generator.random() < rate else arch
