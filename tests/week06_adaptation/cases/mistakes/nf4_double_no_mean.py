"""The mean is not taken off."""
# module: nf4
# caught by: double-quantization

_right_double = double_quantize


def double_quantize(absmax, group=256):
    _right_double(absmax, group)
    rows = absmax.split(group)
    scales = torch.stack([row.max() / 127 if row.max() > 0 else torch.tensor(1.0) for row in rows])
    codes = (absmax / scales.repeat_interleave(group)[: len(absmax)]).round().to(torch.int8)
    return codes, scales, torch.tensor(0.0)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
