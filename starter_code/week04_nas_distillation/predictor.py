"""Week 4, part 3: an accuracy predictor. Training every candidate is dear; guessing which is better can be cheap.

A search needs the *order* of the architectures, not their accuracies, so a predictor is judged by a rank correlation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


Numbers = Sequence[float] | np.ndarray


@dataclass(frozen=True)
class Predictor:
    """A linear predictor: accuracy = bias + features @ weights."""

    weights: np.ndarray  # (number of features,)
    bias: float


def kendall_tau(predicted: Numbers, true: Numbers) -> float:
    """Kendall's rank correlation tau-b of two rows of numbers (Kendall 1945), from -1 to 1.

    (concordant - discordant pairs) / sqrt((pairs not tied in predicted) * (pairs not tied in true)). Raises
    `ValueError` on unequal lengths, NaN, and when all of a row is tied (so also for fewer than two numbers).

    >>> kendall_tau([1.0, 2.0, 3.0, 4.0], [10.0, 30.0, 20.0, 40.0])
    0.6666666666666666
    """
    # TODO(kendall-tau): compare the sign of every pair's difference in both rows
    raise NotImplementedError("week 4, kendall-tau: compare the sign of every pair's difference in both rows")


def arch_features(space: Space, arch: Arch) -> np.ndarray:
    """The architecture as a float64 row of zeros and ones, which a linear predictor can read.

    For each stage in turn and for each of its max(space.depths) places: a 1 at the place's kernel among
    `space.kernels`, then a 1 at its expansion among `space.expansions`; a place without a block is all zeros. So the
    length is stages * max(depths) * (kernels + expansions). Raises `ValueError` when the architecture is not in the
    space.

    >>> from nets import DIGITS
    >>> arch_features(DIGITS, (((3, 4),), ((5, 1), (3, 2)))).astype(int).tolist()
    [1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]
    """
    # TODO(arch-features): one-hot code the kernel and the expansion of every place
    raise NotImplementedError("week 4, arch-features: one-hot code the kernel and the expansion of every place")


def fit_predictor(features: np.ndarray, accuracies: Numbers, ridge: float = 1.0) -> Predictor:
    """The linear predictor that minimises sum of (bias + features @ weights - accuracies)^2 + ridge |weights|^2.

    `features` is (architectures, features). The bias is not shrunk. Raises `ValueError` on a ridge that is not above
    0, on lengths that do not match, on no architectures, and on NaN.

    >>> law = fit_predictor(np.array([[0.0], [1.0]]), [1.0, 3.0], ridge=1e-9)
    >>> round(law.bias, 6), round(float(law.weights[0]), 6)
    (1.0, 2.0)
    """
    # TODO(accuracy-predictor): centre both sides, solve the normal equations, then find the bias
    raise NotImplementedError(
        "week 4, accuracy-predictor: centre both sides, solve the normal equations, then find the bias"
    )


def predict(predictor: Predictor, features: np.ndarray) -> np.ndarray:
    """The predicted accuracies, float64 of shape (architectures,), of features (architectures, features).

    Raises `ValueError` when the number of features is not the predictor's.

    >>> predict(Predictor(np.array([2.0, 0.5]), bias=1.0), np.array([[1.0, 0.0], [1.0, 4.0]])).tolist()
    [3.0, 5.0]
    """
    # TODO(accuracy-predictor): a product and a bias
    raise NotImplementedError("week 4, accuracy-predictor: a product and a bias")
