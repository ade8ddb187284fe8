"""No bytes raise ZeroDivisionError instead of ValueError."""
# module: hardware
# caught by: arithmetic-intensity


def arithmetic_intensity(flops, bytes_moved):
    _not_negative(flops=flops, bytes_moved=bytes_moved)
    return flops / bytes_moved
