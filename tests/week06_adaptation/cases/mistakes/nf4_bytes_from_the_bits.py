"""Bytes are the bits, times the count, over 8."""
# module: nf4
# caught by: double-quantization

_right_bytes = nf4_bytes


def nf4_bytes(count, block=64, group=256):
    _right_bytes(count, block, group)
    return math.ceil(count * bits_per_parameter(block, group) / 8) + 4
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
