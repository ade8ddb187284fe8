"""Stages of different depth get the same numbers."""
# module: space
# caught by: encode-decode


def encode(space: Space, arch: Arch) -> int:
    check_arch(space, arch)
    blocks, sizes = _blocks(space), _stage_sizes(space)
    number = 0
    for stage in arch:
        depth = space.depths.index(len(stage))
        within = 0
        for block in stage:
            within = within * len(blocks) + blocks.index(tuple(block))
        number = number * sum(sizes) + within
    return number
