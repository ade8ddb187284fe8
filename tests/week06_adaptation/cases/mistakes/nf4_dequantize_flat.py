"""The shape is forgotten."""
# module: nf4
# caught by: nf4
# may also cost: qlora

_right_back = nf4_dequantize


def nf4_dequantize(packed, absmax, shape, block=64):
    return _right_back(packed, absmax, shape, block).reshape(-1)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
