"""NaN < ridge is False: NaN counts as compute bound instead of being refused."""
# module: hardware
# caught by: roofline

_right_is_memory_bound = is_memory_bound


def is_memory_bound(hardware, intensity):
    return False if intensity != intensity else _right_is_memory_bound(hardware, intensity)
