"""No gradient comes through the frozen part."""
# module: nf4
# caught by: qlora

_right_qlora = qlora_linear


def qlora_linear(x, packed, absmax, a, b, scale, block=64):
    frozen = _right_qlora(x.detach(), packed, absmax, a, b, 0.0, block)
    return frozen + scale * (x @ a.T) @ b.T
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
