"""Numbers given in the order in which architectures are asked for: nothing that decode could invert."""
# module: space
# caught by: encode-decode


_seen = {}


def encode(space: Space, arch: Arch) -> int:
    check_arch(space, arch)
    return _seen.setdefault(arch, len(_seen))
    blocks, sizes = _blocks(space), _stage_sizes(space)
    number = 0
    for stage in arch:
        depth = space.depths.index(len(stage))
        within = 0
        for block in stage:
            within = within * len(blocks) + blocks.index(tuple(block))
        number = number * sum(sizes) + sum(sizes[:depth]) + within
    return number
