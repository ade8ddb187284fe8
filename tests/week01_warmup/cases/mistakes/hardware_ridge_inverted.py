"""Bandwidth over peak: the ridge in bytes per FLOP."""
# module: hardware
# caught by: roofline


def ridge_point(hardware):
    return hardware.memory_bandwidth / hardware.peak_flops
