"""A negative intensity gives a negative speed."""
# module: hardware
# caught by: roofline

_right_attainable_flops = attainable_flops


def attainable_flops(hardware, intensity):
    if isinstance(intensity, (int, float)) and intensity < 0:
        return intensity * hardware.memory_bandwidth
    return _right_attainable_flops(hardware, intensity)
