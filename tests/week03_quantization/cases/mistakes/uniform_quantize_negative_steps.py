"""Any step but 0 will do."""
# module: uniform
# caught by: uniform-quantize

def uniform_quantize(x, step, bits):
    _check(x, bits)
    if step == 0:
        raise ValueError("step")
    half = 2 ** (bits - 1)
    return (torch.floor(x / step).clamp(-half, half - 1) + 0.5) * step
