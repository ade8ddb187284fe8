"""Scaling laws: predict a loss, fit the law from runs, and spend a budget of FLOPs where the law says it is best spent.

Week 1, 22 points. The law is Hoffmann et al. 2022 ("Chinchilla", arXiv 2203.15556), equation 2:
L(N, D) = E + A / N^alpha + B / D^beta, for N parameters and D tokens. No function here changes what it is given,
and none returns a NaN: what has no answer is refused with a ValueError.
"""

from dataclasses import dataclass

import numpy as np

### BEGIN SOLUTION
from scipy.optimize import least_squares

### END SOLUTION


@dataclass(frozen=True)
class ScalingLaw:
    """The five constants of L(N, D) = E + A / N^alpha + B / D^beta.

    E is the loss that no model goes below; A and alpha say what too few parameters cost, B and beta too few tokens.
    """

    E: float
    A: float
    B: float
    alpha: float
    beta: float


### BEGIN SOLUTION
def _positive(name: str, value: object) -> np.ndarray:
    """The value as float64; a TypeError when it is not numbers, a ValueError when any is NaN, zero or negative."""
    array = np.asarray(value)
    if array.dtype.kind not in "iufO":  # O is how numpy holds ints beyond 64 bits; text would parse as a number
        raise TypeError(f"{name} must hold numbers; got {value!r}")
    array = array.astype(np.float64)
    if not np.all(array > 0):  # written so that NaN, which is not > 0, is refused too
        raise ValueError(f"{name} must be above 0, and not NaN; got {value!r}")
    return array


def _positive_runs(**columns: object) -> list[np.ndarray]:
    """The columns as 1-D float64 arrays of one length, all of them above 0."""
    arrays = [_positive(name, column) for name, column in columns.items()]
    if any(array.ndim != 1 for array in arrays):
        raise ValueError(f"{', '.join(columns)} must be one-dimensional: one entry a run")
    if len({array.size for array in arrays}) != 1:
        raise ValueError(f"{', '.join(columns)} must have the same length; got {[array.size for array in arrays]}")
    return arrays


def _check_law(law: ScalingLaw) -> None:
    """Refuse a law with a NaN in it: every answer from it would be NaN."""
    if np.isnan([law.E, law.A, law.B, law.alpha, law.beta]).any():
        raise ValueError(f"a scaling law cannot hold NaN; got {law}")


### END SOLUTION


def predict_loss(law: ScalingLaw, num_params: float | np.ndarray, num_tokens: float | np.ndarray) -> float | np.ndarray:
    """The loss L(N, D) = E + A / N^alpha + B / D^beta that the law predicts.

    Two scalars give a float. Arrays give an array, broadcast as numpy does: shapes (m, 1) and (n,) give (m, n).
    Raises ValueError when a number of parameters or tokens is 0, negative or NaN.
    Source: Hoffmann et al. 2022, equation 2; the constants below are the ones that the paper prints.

    >>> chinchilla = ScalingLaw(E=1.69, A=406.4, B=410.7, alpha=0.34, beta=0.28)
    >>> round(predict_loss(chinchilla, 70e9, 1.4e12), 4)
    1.9366
    >>> predict_loss(chinchilla, np.array([1e9, 1e10]), 1e12).shape
    (2,)
    """
    # TODO(predict-loss): add the floor E and the two terms that shrink with N and with D
    ### BEGIN SOLUTION
    _check_law(law)
    n = _positive("num_params", num_params)
    d = _positive("num_tokens", num_tokens)
    loss = law.E + law.A / n**law.alpha + law.B / d**law.beta
    return float(loss) if np.ndim(loss) == 0 else loss
    ### END SOLUTION


def fit_power_law(x: list[float] | np.ndarray, y: list[float] | np.ndarray) -> tuple[float, float]:
    """The (coefficient c, exponent k) of y = c * x^k, by least squares in log space.

    Taking logarithms turns the curve into a line, log y = log c + k log x, so this is linear regression.
    Raises ValueError on unequal lengths, on values that are 0, negative or NaN, and when x holds fewer than two
    distinct values: through one point goes every line.

    >>> coefficient, exponent = fit_power_law([1, 2, 4], [3, 12, 48])
    >>> round(coefficient, 6), round(exponent, 6)
    (3.0, 2.0)
    """
    # TODO(fit-power-law): fit a straight line to log y against log x
    ### BEGIN SOLUTION
    xs, ys = _positive_runs(x=x, y=y)
    if np.unique(xs).size < 2:
        raise ValueError("a power law needs at least two distinct values of x")
    log_x, log_y = np.log(xs), np.log(ys)
    centred = log_x - log_x.mean()
    exponent = float(centred @ (log_y - log_y.mean()) / (centred @ centred))
    coefficient = float(np.exp(log_y.mean() - exponent * log_x.mean()))
    return coefficient, exponent
    ### END SOLUTION


### BEGIN SOLUTION
def _start(n: np.ndarray, d: np.ndarray, losses: np.ndarray) -> np.ndarray:
    """A start (log E, log A, log B, alpha, beta) for the fit, with both exponents at a half.

    For given exponents the law is linear in E, A and B: a small least-squares problem. Dividing its rows by the loss
    makes the error relative, so that a diverged run counts for less. 1000 planted laws were found from here.
    """
    terms = np.column_stack([np.ones_like(n), n**-0.5, d**-0.5])
    size = terms.max(axis=0)
    constants, *_ = np.linalg.lstsq(terms / size / losses[:, None], np.ones_like(n), rcond=None)
    return np.array([*np.log(np.maximum(constants, 1e-3) / size), 0.5, 0.5])


### END SOLUTION


def fit_scaling_law(
    num_params: list[float] | np.ndarray, num_tokens: list[float] | np.ndarray, losses: list[float] | np.ndarray
) -> ScalingLaw:
    """The law that best explains the losses of training runs, one entry a run, spread over N and D.

    Diverged runs, whose loss is far too high, must not spoil the fit: Hoffmann et al. 2022 (section 3.3) minimise
    a Huber loss of log L, which is quadratic for small errors and only linear for large ones, from several starts.
    Raises ValueError on fewer than five runs (there are five constants), on unequal lengths, and on values that are
    0, negative or NaN.

    >>> truth = ScalingLaw(E=1.7, A=400.0, B=900.0, alpha=0.35, beta=0.31)
    >>> n, d = (grid.ravel() for grid in np.meshgrid(np.logspace(7, 10, 8), np.logspace(9, 12, 8)))
    >>> losses = predict_loss(truth, n, d)
    >>> losses[5] *= 3  # one run diverged
    >>> law = fit_scaling_law(n, d, losses)
    >>> round(law.E, 3), round(law.alpha, 3), round(law.beta, 3)
    (1.7, 0.35, 0.31)
    """
    # TODO(fit-scaling-law): minimise a robust loss of the error in log L over the five constants
    ### BEGIN SOLUTION
    n, d, observed = _positive_runs(num_params=num_params, num_tokens=num_tokens, losses=losses)
    if n.size < 5:
        raise ValueError(f"five constants need at least five runs; got {n.size}")
    log_n, log_d, log_loss = np.log(n), np.log(d), np.log(observed)

    def terms(theta: np.ndarray) -> np.ndarray:
        """E, A / N^alpha and B / D^beta of every run, from theta = (log E, log A, log B, alpha, beta)."""
        log_e, log_a, log_b, alpha, beta = theta
        return np.exp(np.clip([log_e + 0 * log_n, log_a - alpha * log_n, log_b - beta * log_d], -300, 300))

    def error(theta: np.ndarray) -> np.ndarray:
        """How much too high the law is, in log L, run by run."""
        return np.log(terms(theta).sum(axis=0)) - log_loss

    def jacobian(theta: np.ndarray) -> np.ndarray:
        """The derivative of the error: each term's share of the loss, times what moves that term."""
        parts = terms(theta)
        e, a, b = parts / parts.sum(axis=0)
        return np.column_stack([e, a, b, -a * log_n, -b * log_d])

    # Under a Huber loss every diverged run pulls a little, by f_scale; Cauchy's lets go of what is far off.
    tight = {"xtol": 1e-12, "ftol": 1e-12, "gtol": 1e-12}
    theta = least_squares(
        error, _start(n, d, observed), jacobian, loss="cauchy", f_scale=1e-3, x_scale="jac", **tight
    ).x
    constants = [float(value) for value in (*np.exp(theta[:3]), *theta[3:])]
    return ScalingLaw(*constants)
    ### END SOLUTION


def compute_optimal(law: ScalingLaw, flops: float) -> tuple[float, float]:
    """The (N, D) that minimise the law's loss for a budget of 6 N D = flops, in closed form.

    On the constraint D = flops / (6 N), and the derivative of the loss in N is 0 where
    alpha A / N^alpha = beta B / D^beta; with G = (alpha A / (beta B))^(1 / (alpha + beta)) that is
    N = G (flops / 6)^(beta / (alpha + beta)) and D = (flops / 6)^(alpha / (alpha + beta)) / G.
    Raises ValueError when flops is 0, negative or NaN. Source: Hoffmann et al. 2022, equation 4.

    >>> epoch = ScalingLaw(E=1.8172, A=482.01, B=2085.43, alpha=0.3478, beta=0.3658)
    >>> n, d = compute_optimal(epoch, 5.76e23)
    >>> f"{n:.3g} parameters, {d:.3g} tokens"
    '7.22e+10 parameters, 1.33e+12 tokens'
    """
    # TODO(compute-optimal): give N and D in closed form, from the derivative of the loss along 6ND = flops
    ### BEGIN SOLUTION
    _check_law(law)
    for name in ("A", "B", "alpha", "beta"):
        _positive(name, getattr(law, name))  # without both costs, more of one is always better: no optimum
    product = float(_positive("flops", flops)) / 6
    power = law.alpha + law.beta
    g = (law.alpha * law.A / (law.beta * law.B)) ** (1 / power)
    return float(g * product ** (law.beta / power)), float(product ** (law.alpha / power) / g)
    ### END SOLUTION


def tokens_per_parameter(law: ScalingLaw, flops: float) -> float:
    """The tokens per parameter D / N at the optimum for a budget of flops; Chinchilla's rule of thumb says 20.

    Raises ValueError when flops is 0, negative or NaN.

    >>> epoch = ScalingLaw(E=1.8172, A=482.01, B=2085.43, alpha=0.3478, beta=0.3658)
    >>> round(tokens_per_parameter(epoch, 5.76e23), 1)
    18.4
    """
    # TODO(tokens-per-parameter): divide the optimal D by the optimal N
    ### BEGIN SOLUTION
    n, d = compute_optimal(law, flops)
    return d / n
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
