"""min() where max() is asked for."""
# module: hardware
# caught by: roofline

_right_latency = latency


def latency(hardware, flops, bytes_moved):
    right = _right_latency(hardware, flops, bytes_moved)
    return min(flops / hardware.peak_flops, bytes_moved / hardware.memory_bandwidth)
