"""Levels looked up; the step by bounded minimisation between the points of a coarse grid."""
# module: uniform

import numpy as np
from scipy.optimize import minimize_scalar


def uniform_quantize(x, step, bits):
    _check(x, bits)
    if not step > 0 or step == math.inf:
        raise ValueError("step")
    count = torch.div(x, step, rounding_mode="floor").clamp(min=-(2 ** (bits - 1)), max=2 ** (bits - 1) - 1)
    return (2 * count + 1) * (step / 2)


def optimal_step(x, bits):
    _check(x, bits)
    values = x.double().flatten().numpy()
    if not values.any():
        raise ValueError("zeros")
    half = 2 ** (bits - 1)

    def error(log_step):
        step = np.exp(log_step)
        return np.square(values - (np.clip(np.floor(values / step), -half, half - 1) + 0.5) * step).mean()

    grid = np.log(np.abs(values).max() * 2) - np.arange(0, 200) * 0.05
    best = grid[np.argmin([error(point) for point in grid])]
    found = minimize_scalar(error, bounds=(best - 0.06, best + 0.06), method="bounded", options={"xatol": 1e-4})
    return np.float64(np.exp(found.x if found.fun < error(best) else best))
