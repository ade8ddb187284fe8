"""Computed in floats: the last digits are lost."""
# module: space
# caught by: search-space-size


def search_space_size(space: Space) -> int:
    return int(float(sum(_stage_sizes(space))) ** len(space.widths))
