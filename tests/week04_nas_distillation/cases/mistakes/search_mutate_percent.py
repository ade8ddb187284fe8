"""Rates above 1 are taken for percents."""
# module: search
# caught by: mutate


def mutate(space: Space, arch: Arch, rate: float, seed: int) -> Arch:
    check_arch(space, arch)
    if not 0 <= rate <= 100:
        raise ValueError(f"rate must be a probability; got {rate}")
    return _mutated(space, arch, rate, random.Random(seed))
