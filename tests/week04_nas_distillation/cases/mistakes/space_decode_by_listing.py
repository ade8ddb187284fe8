"""Lists the whole space: right for small ones, hopeless for 10^19 architectures."""
# module: space
# caught by: encode-decode


def decode(space, number):
    if not 0 <= number < search_space_size(space):
        raise ValueError(number)
    stages = [s for d in space.depths for s in itertools.product(_blocks(space), repeat=d)]
    if len(stages) ** len(space.widths) > 10**6:
        raise MemoryError("so many architectures fit into no list")
    return next(itertools.islice(itertools.product(stages, repeat=len(space.widths)), number, None))
