"""One absmax for the whole tensor."""
# module: nf4
# caught by: nf4

_right_nf4 = nf4_quantize


def nf4_quantize(w, block=64):
    _right_nf4(w, block)
    packed, absmax = _right_nf4(w, w.numel())
    return packed, absmax.repeat(-(-w.numel() // block))
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
