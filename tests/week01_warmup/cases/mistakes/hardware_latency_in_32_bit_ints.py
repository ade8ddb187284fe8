"""Turns FLOPs and bytes into 32-bit ints: right for toys, and for no model in use."""
# module: hardware
# caught by: roofline

_right_latency = latency


def latency(hardware, flops, bytes_moved):
    _right_latency(hardware, flops, bytes_moved)
    return _right_latency(hardware, int(flops) % 2**31, int(bytes_moved) % 2**31)
