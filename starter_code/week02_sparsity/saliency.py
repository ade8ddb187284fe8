"""Week 2, part 3: magnitude is a guess. What does the loss say when a weight goes?

Wanda weighs each weight by the size of what flows through it; Optimal Brain Surgeon uses the curvature of the loss, and
moves the other weights to make up for the one that goes. No function changes its inputs.
"""

from __future__ import annotations

import torch


def wanda_mask(w: torch.Tensor, x: torch.Tensor, sparsity: float) -> torch.Tensor:
    """Keep the weights of largest |w_ij| * ||x_j||_2, compared within each output row: a bool mask of shape (out, in).

    `w` has shape (out, in). `x` holds calibration inputs of shape (..., in), and the norm of input j runs over all of
    its values. In each row the round(sparsity * in) weights of lowest score go, exactly as many on ties. Sun et al.
    2023, arXiv 2306.11695.

    Raises `ValueError` when the numbers of inputs differ, when `sparsity` is not from 0 to 1, and on NaN.

    >>> w = torch.tensor([[3.0, 1.0], [1.0, 2.0]])
    >>> x = torch.tensor([[1.0, 4.0], [0.0, 3.0]])
    >>> wanda_mask(w, x, 0.5).tolist()
    [[False, True], [False, True]]
    """
    # TODO(wanda-mask): score each weight, then drop the lowest scores of every row
    raise NotImplementedError("week 2, wanda-mask: score each weight, then drop the lowest scores of every row")


def obs_prune_step(w: torch.Tensor, hessian_inverse: torch.Tensor) -> tuple[int, float, torch.Tensor]:
    """One step of Optimal Brain Surgeon: (q, increase of the loss, the new weights).

    `w` of shape (n,) minimises a loss whose Hessian has the inverse `hessian_inverse` of shape (n, n), symmetric and
    positive definite. The weight q of least saliency w_q^2 / (2 [H^-1]_qq) is set to exactly 0, and the others move so
    that the loss rises by that saliency only. The new weights have the shape and dtype of `w`. Hassibi and Stork 1992.

    Raises `ValueError` when the shapes do not fit, when a diagonal element is not positive, and on NaN.

    >>> q, increase, new = obs_prune_step(torch.tensor([3.0, 1.0]), torch.tensor([[1.0, 0.5], [0.5, 2.0]]))
    >>> q, increase, new.tolist()
    (1, 0.25, [2.75, 0.0])
    """
    # TODO(obs-step): find the least saliency, and subtract w_q / [H^-1]_qq times column q of the inverse
    raise NotImplementedError(
        "week 2, obs-step: find the least saliency, and subtract w_q / [H^-1]_qq times column q of the inverse"
    )
