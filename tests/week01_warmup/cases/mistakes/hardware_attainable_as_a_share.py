"""A share of the peak instead of FLOP/s."""
# module: hardware
# caught by: roofline

_right_attainable_flops = attainable_flops


def attainable_flops(hardware, intensity):
    right = _right_attainable_flops(hardware, intensity)
    return right / hardware.peak_flops
