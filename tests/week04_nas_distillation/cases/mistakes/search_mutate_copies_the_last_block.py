"""A stage that grows repeats its last block instead of drawing new ones."""
# module: search
# caught by: mutate


def mutate(space, arch, rate, seed):
    check_arch(space, arch)
    if not 0 <= rate <= 1:
        raise ValueError(rate)
    g = random.Random(seed)
    drawn = lambda choices, old: g.choice(choices) if g.random() < rate else old
    stages = []
    for stage in arch:
        depth = drawn(space.depths, len(stage))
        kept = [*stage[:depth], *[stage[-1]] * (depth - len(stage))]
        stages.append(tuple((drawn(space.kernels, k), drawn(space.expansions, e)) for k, e in kept))
    return tuple(stages)
