"""Every depth equally likely, so that shallow architectures come far too often."""
# module: space
# caught by: sample-archs


def sample_archs(space, count, seed):
    if count < 0:
        raise ValueError(count)
    g = random.Random(seed)
    draw = lambda: tuple((g.choice(space.kernels), g.choice(space.expansions)) for _ in range(g.choice(space.depths)))
    return [tuple(draw() for _ in space.widths) for _ in range(count)]
