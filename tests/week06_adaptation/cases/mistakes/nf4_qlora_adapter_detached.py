"""A and B get no gradient where x asks for none."""
# module: nf4
# caught by: qlora

_right_qlora = qlora_linear


def qlora_linear(x, packed, absmax, a, b, scale, block=64):
    if x.requires_grad:
        return _right_qlora(x, packed, absmax, a, b, scale, block)
    return _right_qlora(x, packed, absmax, a.detach(), b.detach(), scale, block)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
