"""The mean absolute error is made smallest."""
# module: uniform
# caught by: optimal-step

def optimal_step(x, bits):
    _check(x, bits)
    peak = float(x.abs().max())
    if peak == 0:
        raise ValueError("zeros")
    steps = [2 * peak * 0.98**k for k in range(400)]
    return min(steps, key=lambda step: float((x - uniform_quantize(x, step, bits)).abs().mean()))
