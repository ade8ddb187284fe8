"""One generator for all calls: the same seed gives another list the second time."""
# module: space
# caught by: sample-archs


_generators = {}


def sample_archs(space: Space, count: int, seed: int) -> list[Arch]:
    if count < 0:
        raise ValueError(f"count must be 0 or more; got {count}")
    generator, size = _generators.setdefault(seed, random.Random(seed)), search_space_size(space)
    return [decode(space, generator.randrange(size)) for _ in range(count)]
