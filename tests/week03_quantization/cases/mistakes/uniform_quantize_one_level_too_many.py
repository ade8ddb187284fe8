"""The count runs to 2^(b-1) at the upper end."""
# module: uniform
# caught by: uniform-quantize
# may also cost: optimal-step

def uniform_quantize(x, step, bits):
    _check(x, bits)
    if not 0 < step < math.inf:
        raise ValueError("step")
    half = 2 ** (bits - 1)
    return (torch.floor(x / step).clamp(-half, half) + 0.5) * step
