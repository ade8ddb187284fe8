"""Week 4, part 3: an accuracy predictor. Training every candidate is dear; guessing which is better can be cheap.

A search needs the *order* of the architectures, not their accuracies, so a predictor is judged by a rank correlation.
"""

from __future__ import annotations

### BEGIN SOLUTION
import math

### END SOLUTION
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

### BEGIN SOLUTION
from nets import Arch, Space, check_arch

### END SOLUTION

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
    ### BEGIN SOLUTION
    a, b = np.asarray(predicted, dtype=np.float64), np.asarray(true, dtype=np.float64)
    if a.ndim != 1 or a.shape != b.shape:
        raise ValueError(f"two rows of the same length are asked for; got shapes {a.shape} and {b.shape}")
    if np.isnan(a).any() or np.isnan(b).any():
        raise ValueError("NaN has no rank")
    signs_a = np.sign(a[:, None] - a[None, :])
    signs_b = np.sign(b[:, None] - b[None, :])
    untied_a, untied_b = np.abs(signs_a).sum(), np.abs(signs_b).sum()
    if not untied_a or not untied_b:
        raise ValueError("all of a row is tied: there is no order to compare")
    return float((signs_a * signs_b).sum() / math.sqrt(untied_a * untied_b))
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    check_arch(space, arch)
    kernels, expansions = len(space.kernels), len(space.expansions)
    row = np.zeros((len(arch), max(space.depths), kernels + expansions))
    for i, stage in enumerate(arch):
        for j, (kernel, expansion) in enumerate(stage):
            row[i, j, space.kernels.index(kernel)] = 1
            row[i, j, kernels + space.expansions.index(expansion)] = 1
    return row.reshape(-1)
    ### END SOLUTION


def fit_predictor(features: np.ndarray, accuracies: Numbers, ridge: float = 1.0) -> Predictor:
    """The linear predictor that minimises sum of (bias + features @ weights - accuracies)^2 + ridge |weights|^2.

    `features` is (architectures, features). The bias is not shrunk. Raises `ValueError` on a ridge that is not above
    0, on lengths that do not match, on no architectures, and on NaN.

    >>> law = fit_predictor(np.array([[0.0], [1.0]]), [1.0, 3.0], ridge=1e-9)
    >>> round(law.bias, 6), round(float(law.weights[0]), 6)
    (1.0, 2.0)
    """
    # TODO(accuracy-predictor): centre both sides, solve the normal equations, then find the bias
    ### BEGIN SOLUTION
    x, y = np.asarray(features, dtype=np.float64), np.asarray(accuracies, dtype=np.float64)
    if x.ndim != 2 or y.shape != (len(x),) or len(x) == 0:
        raise ValueError(f"a row of features for each accuracy is asked for; got shapes {x.shape} and {y.shape}")
    if np.isnan(x).any() or np.isnan(y).any():
        raise ValueError("NaN teaches nothing: features and accuracies must be numbers")
    if not ridge > 0:
        raise ValueError(f"ridge must be above 0: one-hot features determine no unique solution without; got {ridge}")
    centre, mean = x.mean(axis=0), y.mean()
    gram = (x - centre).T @ (x - centre) + ridge * np.eye(x.shape[1])
    weights = np.linalg.solve(gram, (x - centre).T @ (y - mean))
    return Predictor(weights, float(mean - centre @ weights))
    ### END SOLUTION


def predict(predictor: Predictor, features: np.ndarray) -> np.ndarray:
    """The predicted accuracies, float64 of shape (architectures,), of features (architectures, features).

    Raises `ValueError` when the number of features is not the predictor's.

    >>> predict(Predictor(np.array([2.0, 0.5]), bias=1.0), np.array([[1.0, 0.0], [1.0, 4.0]])).tolist()
    [3.0, 5.0]
    """
    # TODO(accuracy-predictor): a product and a bias
    ### BEGIN SOLUTION
    x = np.asarray(features, dtype=np.float64)
    if x.ndim != 2 or x.shape[1] != len(predictor.weights):
        raise ValueError(f"{len(predictor.weights)} features a row are asked for; got shape {x.shape}")
    return x @ np.asarray(predictor.weights, dtype=np.float64) + predictor.bias
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
