"""Draws from the global generator: the seed does nothing."""
# module: space
# caught by: sample-archs


def sample_archs(space: Space, count: int, seed: int) -> list[Arch]:
    if count < 0:
        raise ValueError(f"count must be 0 or more; got {count}")
    generator, size = random, search_space_size(space)
    return [decode(space, generator.randrange(size)) for _ in range(count)]
