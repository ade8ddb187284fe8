"""Calls work at the ridge memory bound: `<=` where `<` is asked for."""
# module: hardware
# caught by: roofline

_right_is_memory_bound = is_memory_bound


def is_memory_bound(hardware, intensity):
    right = _right_is_memory_bound(hardware, intensity)
    return intensity <= ridge_point(hardware)
