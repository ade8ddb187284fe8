"""Refuses a negative ratio instead of negative amounts: -10 FLOPs on -5 bytes give 2."""
# module: hardware
# caught by: arithmetic-intensity


def arithmetic_intensity(flops, bytes_moved):
    if bytes_moved == 0 or not flops / bytes_moved >= 0:
        raise ValueError("negative, NaN or no bytes")
    return flops / bytes_moved
