"""A NaN for a rate gets through."""
# module: search
# caught by: mutate


def mutate(space: Space, arch: Arch, rate: float, seed: int) -> Arch:
    check_arch(space, arch)
    if rate < 0 or rate > 1:
        raise ValueError(f"rate must be a probability; got {rate}")
    return _mutated(space, arch, rate, random.Random(seed))
