"""A stage that shrinks keeps its last blocks."""
# module: search
# caught by: mutate


_right_mutated = _mutated


def mutate(space, arch, rate, seed):
    check_arch(space, arch)
    if not 0 <= rate <= 1:
        raise ValueError(rate)
    turned = _right_mutated(space, tuple(stage[::-1] for stage in arch), rate, random.Random(seed))
    return tuple(stage[::-1] if len(stage) <= len(old) else stage for stage, old in zip(turned, arch))
