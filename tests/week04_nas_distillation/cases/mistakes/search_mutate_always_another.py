"""The new value is always another one, so that more changes than the rate says."""
# module: search
# caught by: mutate


def mutate(space, arch, rate, seed):
    check_arch(space, arch)
    if not 0 <= rate <= 1:
        raise ValueError(rate)
    g = random.Random(seed)

    def drawn(choices, old=None):
        others = [c for c in choices if c != old] or list(choices)
        return g.choice(others) if old is None or g.random() < rate else old

    stages = []
    for stage in arch:
        depth = drawn(space.depths, len(stage))
        kept = [*stage[:depth], *[(None, None)] * (depth - len(stage))]
        stages.append(tuple((drawn(space.kernels, k), drawn(space.expansions, e)) for k, e in kept))
    return tuple(stages)
