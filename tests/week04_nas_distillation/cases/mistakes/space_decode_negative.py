"""Negative numbers count from the end, as in a list."""
# module: space
# caught by: encode-decode


def decode(space: Space, number: int) -> Arch:
    if not -search_space_size(space) <= number < search_space_size(space):
        raise ValueError(f"numbers go from 0 to {search_space_size(space) - 1}; got {number!r}")
    blocks, sizes = _blocks(space), _stage_sizes(space)
    stages: list[tuple[Block, ...]] = []
    for _ in space.widths:
        number, within = divmod(number, sum(sizes))
        depth = next(d for d in range(len(sizes)) if within < sum(sizes[: d + 1]))
        within -= sum(sizes[:depth])
        stage: list[Block] = []
        for _ in range(space.depths[depth]):
            within, place = divmod(within, len(blocks))
            stage.insert(0, blocks[place])
        stages.insert(0, tuple(stage))
    return tuple(stages)
