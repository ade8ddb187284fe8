"""Ten steps are tried, and none in between."""
# module: uniform
# caught by: optimal-step

def optimal_step(x, bits):
    _check(x, bits)
    peak = float(x.abs().max())
    if peak == 0:
        raise ValueError("zeros")
    steps = [peak * (k + 1) / 5 / 2**bits for k in range(10)]
    return min(steps, key=lambda step: float((x - uniform_quantize(x, step, bits)).square().mean()))
