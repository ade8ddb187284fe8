"""Each group has its own mean, and only the first is kept."""
# module: nf4
# caught by: double-quantization

_right_double = double_quantize


def double_quantize(absmax, group=256):
    _right_double(absmax, group)
    parts = [_right_double(part, group) for part in absmax.split(group)]
    return torch.cat([p[0] for p in parts]), torch.cat([p[1] for p in parts]), parts[0][2]
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
