"""Kernels and expansions added instead of multiplied."""
# module: space
# caught by: search-space-size
# may also cost: encode-decode, sample-archs


def search_space_size(space: Space) -> int:
    return sum((len(space.kernels) + len(space.expansions)) ** d for d in space.depths) ** len(space.widths)
