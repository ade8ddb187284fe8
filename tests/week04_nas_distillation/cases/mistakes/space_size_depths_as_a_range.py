"""All depths up to the largest, where only some are offered."""
# module: space
# caught by: search-space-size


def search_space_size(space: Space) -> int:
    return sum(len(_blocks(space)) ** d for d in range(min(space.depths), max(space.depths) + 1)) ** len(space.widths)
