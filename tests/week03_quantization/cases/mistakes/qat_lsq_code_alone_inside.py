"""The step's gradient inside is round(v), without - v."""
# module: qat
# caught by: lsq

def lsq_quantize(x, step, low, high):
    _check(x, low, high)
    if step.ndim or not 0 < float(step.detach()) < math.inf or high <= 0:
        raise ValueError("step")
    factor = 1 / math.sqrt(x.numel() * high)
    scaled = step * factor + (step - step * factor).detach()
    return _round((x / step.detach()).clamp(low, high)) * scaled
