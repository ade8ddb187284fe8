"""Scaling laws: predict a loss, fit the law from runs, and spend a budget of FLOPs where the law says it is best spent.

Week 1, 22 points. The law is Hoffmann et al. 2022 ("Chinchilla", arXiv 2203.15556), equation 2:
L(N, D) = E + A / N^alpha + B / D^beta, for N parameters and D tokens. No function here changes what it is given,
and none returns a NaN: what has no answer is refused with a ValueError.
"""

from dataclasses import dataclass

import numpy as np


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
    raise NotImplementedError("week 1, predict-loss: add the floor E and the two terms that shrink with N and with D")


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
    raise NotImplementedError("week 1, fit-power-law: fit a straight line to log y against log x")


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
    raise NotImplementedError(
        "week 1, fit-scaling-law: minimise a robust loss of the error in log L over the five constants"
    )


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
    raise NotImplementedError(
        "week 1, compute-optimal: give N and D in closed form, from the derivative of the loss along 6ND = flops"
    )


def tokens_per_parameter(law: ScalingLaw, flops: float) -> float:
    """The tokens per parameter D / N at the optimum for a budget of flops; Chinchilla's rule of thumb says 20.

    Raises ValueError when flops is 0, negative or NaN.

    >>> epoch = ScalingLaw(E=1.8172, A=482.01, B=2085.43, alpha=0.3478, beta=0.3658)
    >>> round(tokens_per_parameter(epoch, 5.76e23), 1)
    18.4
    """
    # TODO(tokens-per-parameter): divide the optimal D by the optimal N
    raise NotImplementedError("week 1, tokens-per-parameter: divide the optimal D by the optimal N")
