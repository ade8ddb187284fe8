"""The largest value, not the largest magnitude."""
# module: nf4
# caught by: nf4

_right_nf4 = nf4_quantize


def nf4_quantize(w, block=64):
    packed, absmax = _right_nf4(w, block)
    parts = w.reshape(-1).split(block)
    return packed, torch.stack([part.max() for part in parts]).float()
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
