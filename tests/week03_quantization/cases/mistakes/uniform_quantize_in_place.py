"""x is overwritten."""
# module: uniform
# caught by: uniform-quantize
# may also cost: optimal-step

_right_uniform = uniform_quantize


def uniform_quantize(x, step, bits):
    return x.copy_(_right_uniform(x, step, bits))
