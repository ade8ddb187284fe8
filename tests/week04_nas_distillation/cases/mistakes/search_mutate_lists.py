"""Lists where tuples are asked for."""
# module: search
# caught by: mutate


_right_mutate = mutate


def mutate(space, arch, rate, seed):
    return [list(stage) for stage in _right_mutate(space, arch, rate, seed)]
