"""The offset is forgotten."""
# module: nf4
# caught by: double-quantization

_right_bytes = nf4_bytes


def nf4_bytes(count, block=64, group=256):
    return _right_bytes(count, block, group) - 4
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
