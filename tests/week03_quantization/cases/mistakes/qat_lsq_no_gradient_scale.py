"""The step's gradient is not divided by sqrt(N high)."""
# module: qat
# caught by: lsq

def lsq_quantize(x, step, low, high):
    _check(x, low, high)
    if step.ndim or not 0 < float(step.detach()) < math.inf or high <= 0:
        raise ValueError("step")
    return _round((x / step).clamp(low, high)) * step
