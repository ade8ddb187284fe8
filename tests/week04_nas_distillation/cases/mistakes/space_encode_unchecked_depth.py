"""Blocks are checked, the number of stages is not."""
# module: space
# caught by: encode-decode


def encode(space: Space, arch: Arch) -> int:
    if any(len(stage) not in space.depths for stage in arch):
        raise ValueError(arch)
    blocks, sizes = _blocks(space), _stage_sizes(space)
    number = 0
    for stage in arch:
        depth = space.depths.index(len(stage))
        within = 0
        for block in stage:
            within = within * len(blocks) + blocks.index(tuple(block))
        number = number * sum(sizes) + sum(sizes[:depth]) + within
    return number
