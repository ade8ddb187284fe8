"""The bits are rounded to three places."""
# module: nf4
# caught by: double-quantization

_right_bits = bits_per_parameter


def bits_per_parameter(block=64, group=256):
    return round(_right_bits(block, group), 3)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
