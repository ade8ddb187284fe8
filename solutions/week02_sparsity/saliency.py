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
    ### BEGIN SOLUTION
    if x.shape[-1:] != w.shape[1:]:
        raise ValueError(f"x must end in the inputs of w; got shapes {tuple(w.shape)} and {tuple(x.shape)}")
    if not 0 <= sparsity <= 1:
        raise ValueError(f"sparsity must be from 0 to 1; got {sparsity}")
    norms = x.detach().double().reshape(-1, w.shape[1]).norm(dim=0)
    scores = w.detach().double().abs() * norms
    if torch.isnan(scores).any():
        raise ValueError("w and x must be numbers; there is a NaN")
    dropped = round(sparsity * w.shape[1])
    return torch.ones_like(w, dtype=torch.bool).scatter(1, scores.argsort(dim=1)[:, :dropped], False)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    w, hessian_inverse = w.detach(), hessian_inverse.detach()
    if hessian_inverse.shape != (*w.shape, *w.shape):
        raise ValueError(f"n weights and an (n, n) inverse are asked for; got {w.shape} and {hessian_inverse.shape}")
    diagonal = hessian_inverse.diagonal()
    if torch.isnan(w).any() or torch.isnan(hessian_inverse).any() or not (diagonal > 0).all():
        raise ValueError("the inverse of a Hessian at a minimum has a positive diagonal and no NaN, nor have weights")
    saliency = w**2 / (2 * diagonal)
    q = int(saliency.argmin())
    new = w - w[q] / diagonal[q] * hessian_inverse[:, q]
    new[q] = 0  # the formula gives 0 up to rounding
    return q, float(saliency[q]), new
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
