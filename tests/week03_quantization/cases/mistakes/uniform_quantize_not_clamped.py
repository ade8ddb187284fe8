"""More levels than the bits allow."""
# module: uniform
# caught by: uniform-quantize
# may also cost: optimal-step

def uniform_quantize(x, step, bits):
    _check(x, bits)
    if not 0 < step < math.inf:
        raise ValueError("step")
    return (torch.floor(x / step) + 0.5) * step
