"""float64 values come back as float32."""
# module: uniform
# caught by: uniform-quantize
# may also cost: optimal-step

_right_uniform = uniform_quantize


def uniform_quantize(x, step, bits):
    return _right_uniform(x, step, bits).float()
