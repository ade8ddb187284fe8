"""Every stage counted at its largest depth only."""
# module: space
# caught by: search-space-size


def search_space_size(space: Space) -> int:
    return max(_stage_sizes(space)) ** len(space.widths)
