"""The depth is never changed."""
# module: search
# caught by: mutate


def mutate(space, arch, rate, seed):
    check_arch(space, arch)
    if not 0 <= rate <= 1:
        raise ValueError(rate)
    g = random.Random(seed)
    drawn = lambda choices, old: g.choice(choices) if g.random() < rate else old
    return tuple(tuple((drawn(space.kernels, k), drawn(space.expansions, e)) for k, e in stage) for stage in arch)
