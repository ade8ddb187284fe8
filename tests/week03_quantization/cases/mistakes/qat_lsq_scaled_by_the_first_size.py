"""N is the number of rows."""
# module: qat
# caught by: lsq

def lsq_quantize(x, step, low, high):
    _check(x, low, high)
    if step.ndim or not 0 < float(step.detach()) < math.inf or high <= 0:
        raise ValueError("step")
    factor = 1 / math.sqrt(x.shape[0] * high)
    scaled = step * factor + (step - step * factor).detach()
    return _round((x / scaled).clamp(low, high)) * scaled
