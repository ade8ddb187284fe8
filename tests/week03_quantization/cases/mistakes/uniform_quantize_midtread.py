"""Levels at whole steps, with one at 0."""
# module: uniform
# caught by: uniform-quantize
# may also cost: optimal-step

def uniform_quantize(x, step, bits):
    _check(x, bits)
    if not 0 < step < math.inf:
        raise ValueError("step")
    half = 2 ** (bits - 1)
    return torch.round(x / step).clamp(-half, half - 1) * step
