"""The step is a constant."""
# module: qat
# caught by: lsq

_right_lsq = lsq_quantize


def lsq_quantize(x, step, low, high):
    return _right_lsq(x, step.detach() if isinstance(step, Tensor) else step, low, high) + 0 * step
