"""Where all are equal it divides by 0."""
# module: nf4
# caught by: double-quantization

_right_double = double_quantize


def double_quantize(absmax, group=256):
    codes, scales, offset = _right_double(absmax, group)
    return codes, torch.where(scales == 1, 0.0, scales), offset
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
