"""NaN and infinity pass."""
# module: nf4
# caught by: nf4

_right_nf4 = nf4_quantize


def nf4_quantize(w, block=64):
    return _right_nf4(torch.nan_to_num(w), block)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
