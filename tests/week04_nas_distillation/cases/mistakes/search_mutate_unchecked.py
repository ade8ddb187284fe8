"""An architecture of another space is mutated as it is."""
# module: search
# caught by: mutate


def mutate(space: Space, arch: Arch, rate: float, seed: int) -> Arch:
    if not 0 <= rate <= 1:
        raise ValueError(f"rate must be a probability; got {rate}")
    return _mutated(space, arch, rate, random.Random(seed))
