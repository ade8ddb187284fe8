"""An absmax may come back negative."""
# module: nf4
# caught by: double-quantization

_right_undouble = double_dequantize


def double_dequantize(codes, scales, offset, group=256):
    _right_undouble(codes, scales, offset, group)
    return codes * scales.repeat_interleave(group)[: len(codes)] + offset
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
