"""Memory's slope alone, without the flat roof of compute."""
# module: hardware
# caught by: roofline

_right_attainable_flops = attainable_flops


def attainable_flops(hardware, intensity):
    right = _right_attainable_flops(hardware, intensity)
    return hardware.memory_bandwidth * intensity
