"""A byte a code."""
# module: nf4
# caught by: nf4

_right_nf4 = nf4_quantize


def nf4_quantize(w, block=64):
    packed, absmax = _right_nf4(w, block)
    return torch.stack([packed // 16, packed % 16], 1).reshape(-1)[: w.numel()], absmax
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
