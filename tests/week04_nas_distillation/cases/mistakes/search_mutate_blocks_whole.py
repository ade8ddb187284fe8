"""A coin for each block: kernel and expansion change together."""
# module: search
# caught by: mutate


def mutate(space, arch, rate, seed):
    check_arch(space, arch)
    if not 0 <= rate <= 1:
        raise ValueError(rate)
    g = random.Random(seed)
    new = lambda: (g.choice(space.kernels), g.choice(space.expansions))
    stages = []
    for stage in arch:
        depth = g.choice(space.depths) if g.random() < rate else len(stage)
        blocks = [new() if g.random() < rate else block for block in stage[:depth]]
        stages.append(tuple(blocks + [new() for _ in range(depth - len(stage))]))
    return tuple(stages)
