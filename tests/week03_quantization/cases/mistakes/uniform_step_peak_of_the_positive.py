"""The search ends at the largest value, not at the largest magnitude."""
# module: uniform
# caught by: optimal-step

def optimal_step(x, bits):
    _check(x, bits)
    if not x.any():
        raise ValueError("zeros")
    peak = abs(float(x.max()))
    steps = [2 * peak * 0.99**k for k in range(400)]
    return min(steps, key=lambda step: float((x - uniform_quantize(x, step, bits)).square().mean()))
