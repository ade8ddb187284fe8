"""Codes that are too many are cut off."""
# module: nf4
# caught by: nf4
# may also cost: qlora

_right_back = nf4_dequantize


def nf4_dequantize(packed, absmax, shape, block=64):
    _check_size(block, "block")
    count = math.prod(shape)
    return _right_back(packed[: -(-count // 2)], absmax[: -(-count // block)], shape, block)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
