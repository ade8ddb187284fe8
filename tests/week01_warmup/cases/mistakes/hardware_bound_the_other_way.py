"""Calls work above the ridge memory bound."""
# module: hardware
# caught by: roofline

_right_is_memory_bound = is_memory_bound


def is_memory_bound(hardware, intensity):
    right = _right_is_memory_bound(hardware, intensity)
    return not right
