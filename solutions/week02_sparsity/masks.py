"""Week 2, part 1: which weights may go? The ones of smallest magnitude, and they stay away while the rest is trained.

A mask is a bool tensor of the weight's shape; True means kept. Sparsity s prunes k weights of n, where k is the whole
number nearest to s * n: exactly k, whatever the ties. No function changes the weights or masks that it is given,
except `train_masked`, which trains the model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import torch
from torch import nn


### BEGIN SOLUTION
def _share(sparsity: float) -> float:
    """Check a sparsity; NaN fails the comparison too."""
    if not 0 <= sparsity <= 1:
        raise ValueError(f"sparsity must be from 0 to 1; got {sparsity}")
    return sparsity


def _without_smallest(scores: torch.Tensor, sparsity: float) -> torch.Tensor:
    """Mask (rows, n) that drops the round(sparsity * n) smallest scores of each row of `scores` (rows, n)."""
    if torch.isnan(scores).any():
        raise ValueError("NaN has no magnitude: the weights must be numbers")
    dropped = round(_share(sparsity) * scores.shape[1])
    order = scores.argsort(dim=1)  # by position, not by a threshold: ties cannot drop one too many
    return torch.ones_like(scores, dtype=torch.bool).scatter(1, order[:, :dropped], False)


### END SOLUTION


def magnitude_mask(w: torch.Tensor, sparsity: float, granularity: str = "tensor") -> torch.Tensor:
    """Keep the weights of largest magnitude: a bool mask of the shape of `w`, True where a weight is kept.

    Granularity "tensor" prunes k of all weights of `w`; "row" prunes k of the weights in each w[i] (an output neuron
    or an output channel), with k counted on that row. Of equal magnitudes any may go, but exactly k go. `w` is any
    floating dtype, contiguous or not.

    Raises `ValueError` when `sparsity` is not from 0 to 1, on an unknown granularity, and on NaN.

    >>> magnitude_mask(torch.tensor([[1.0, -4.0], [3.0, 2.0]]), 0.5).tolist()
    [[False, True], [True, False]]
    >>> magnitude_mask(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), 0.5, "row").tolist()
    [[False, True], [False, True]]
    """
    # TODO(magnitude-mask): sort by magnitude within the tensor or within each row, and drop exactly k
    ### BEGIN SOLUTION
    if granularity not in ("tensor", "row"):
        raise ValueError(f'granularity must be "tensor" or "row"; got {granularity!r}')
    rows = 1 if granularity == "tensor" else w.shape[0]
    return _without_smallest(w.detach().abs().reshape(rows, -1), sparsity).reshape(w.shape)
    ### END SOLUTION


def global_masks(weights: dict[str, torch.Tensor], sparsity: float) -> dict[str, torch.Tensor]:
    """One mask per weight, pruning the k smallest magnitudes of all the weights together.

    `weights` maps names to tensors of one dtype and any shapes; k is counted on their total, and one layer may lose
    more than another. The result has the same names. Raises `ValueError` as `magnitude_mask` does.

    >>> masks = global_masks({"a": torch.tensor([1.0, 2.0]), "b": torch.tensor([[3.0], [4.0]])}, 0.5)
    >>> masks["a"].tolist(), masks["b"].tolist()
    ([False, False], [[True], [True]])
    """
    # TODO(global-masks): rank all weights together, then give each tensor its own part of the mask
    ### BEGIN SOLUTION
    everything = torch.cat([w.detach().abs().reshape(-1) for w in weights.values()])
    kept = _without_smallest(everything[None], sparsity).flatten().split([w.numel() for w in weights.values()])
    return {name: part.reshape(w.shape) for (name, w), part in zip(weights.items(), kept)}
    ### END SOLUTION


def train_masked(
    model: nn.Module,
    masks: dict[str, torch.Tensor],
    batches: Iterable[tuple[torch.Tensor, torch.Tensor]],
    loss: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
    optimizer: torch.optim.Optimizer,
) -> list[float]:
    """Train a pruned model: one optimizer step for each batch (x, y), with the pruned weights at 0 throughout.

    `masks` maps names of parameters (as in `model.named_parameters()`) to masks; other parameters are trained freely.
    The pruned weights are exactly 0 in every forward pass, the first one too, and afterwards, whatever momentum or
    weight decay the optimizer has and whatever state it brings along. The mask never changes. The model is called
    once for each batch, and gradients left from before do not count. Returns the loss of each batch, as floats.

    Raises `ValueError`, before anything is changed, when a mask names no parameter or has another shape.

    >>> net = nn.Linear(2, 1, bias=False)
    >>> sgd = torch.optim.SGD(net.parameters(), lr=0.1)
    >>> batch = torch.ones(4, 2), torch.ones(4, 1)
    >>> losses = train_masked(net, {"weight": torch.tensor([[True, False]])}, [batch] * 3, nn.functional.mse_loss, sgd)
    >>> len(losses), net.weight[0, 1].item() == 0
    (3, True)
    """
    # TODO(masked-training): zero the pruned weights before the first batch and again after every optimizer step
    ### BEGIN SOLUTION
    parameters = dict(model.named_parameters())
    for name, mask in masks.items():
        if name not in parameters:
            raise ValueError(f"there is no parameter {name!r}; there are: {', '.join(parameters)}")
        if mask.shape != parameters[name].shape:
            raise ValueError(f"the mask of {name} has shape {tuple(mask.shape)}, not {tuple(parameters[name].shape)}")

    def prune() -> None:
        with torch.no_grad():
            for name, mask in masks.items():
                parameters[name].masked_fill_(~mask, 0)

    losses = []
    prune()
    for x, y in batches:
        optimizer.zero_grad()
        value = loss(model(x), y)
        value.backward()
        optimizer.step()
        prune()  # momentum and weight decay move weights whose gradient is 0, so masking the gradient is not enough
        losses.append(value.item())
    return losses
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
