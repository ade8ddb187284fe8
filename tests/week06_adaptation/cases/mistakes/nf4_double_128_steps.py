"""The scale is the largest distance over 128."""
# module: nf4
# caught by: double-quantization

_right_double = double_quantize


def double_quantize(absmax, group=256):
    codes, scales, offset = _right_double(absmax, group)
    scales = torch.where(scales == 1, scales, scales * 127 / 128)
    steps = (absmax - offset) / scales.repeat_interleave(group)[: len(absmax)]
    return steps.round().clamp(-128, 127).to(torch.int8), scales, offset
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
