"""The level below instead of the nearest."""
# module: nf4
# caught by: nf4

_right_nf4 = nf4_quantize


def nf4_quantize(w, block=64):
    _, absmax = _right_nf4(w, block)
    sizes = absmax.repeat_interleave(block)[: w.numel()]
    scaled = w.reshape(-1) / torch.where(sizes > 0, sizes, 1.0)
    codes = (torch.bucketize(scaled, nf4_levels(), right=True) - 1).clamp(0, 15)
    if len(codes) % 2:
        codes = torch.cat([codes, torch.tensor([7])])
    return (codes[::2] * 16 + codes[1::2]).to(torch.uint8), absmax
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
