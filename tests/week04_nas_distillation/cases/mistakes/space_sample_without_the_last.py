"""Draws numbers of 16 bits only: most of a large space never comes."""
# module: space
# caught by: sample-archs


def sample_archs(space: Space, count: int, seed: int) -> list[Arch]:
    if count < 0:
        raise ValueError(f"count must be 0 or more; got {count}")
    generator, size = random.Random(seed), search_space_size(space)
    return [decode(space, generator.randrange(min(size, 65536))) for _ in range(count)]
