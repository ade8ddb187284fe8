"""The weight is dequantized and multiplied as usual: autograd keeps it."""
# module: nf4
# caught by: qlora

_right_qlora = qlora_linear


def qlora_linear(x, packed, absmax, a, b, scale, block=64):
    _right_qlora(x.detach(), packed, absmax, a, b, scale, block)
    w = nf4_dequantize(packed, absmax, (b.shape[0], a.shape[1]), block)
    return x @ w.T + scale * (x @ a.T) @ b.T
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
