"""max() hides a negative or NaN amount behind the larger side."""
# module: hardware
# caught by: roofline


def latency(hardware, flops, bytes_moved):
    seconds = max(flops / hardware.peak_flops, bytes_moved / hardware.memory_bandwidth)
    if not seconds >= 0:
        raise ValueError("negative or NaN")
    return seconds
