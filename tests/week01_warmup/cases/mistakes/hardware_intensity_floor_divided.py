"""Floor-divides: whatever is below 1 FLOP/byte becomes 0."""
# module: hardware
# caught by: arithmetic-intensity

_right_arithmetic_intensity = arithmetic_intensity


def arithmetic_intensity(flops, bytes_moved):
    right = _right_arithmetic_intensity(flops, bytes_moved)
    return float(flops // bytes_moved)
