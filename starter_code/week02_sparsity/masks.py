"""Week 2, part 1: which weights may go? The ones of smallest magnitude, and they stay away while the rest is trained.

A mask is a bool tensor of the weight's shape; True means kept. Sparsity s prunes k weights of n, where k is the whole
number nearest to s * n: exactly k, whatever the ties. No function changes the weights or masks that it is given,
except `train_masked`, which trains the model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import torch
from torch import nn


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
    raise NotImplementedError(
        "week 2, magnitude-mask: sort by magnitude within the tensor or within each row, and drop exactly k"
    )


def global_masks(weights: dict[str, torch.Tensor], sparsity: float) -> dict[str, torch.Tensor]:
    """One mask per weight, pruning the k smallest magnitudes of all the weights together.

    `weights` maps names to tensors of one dtype and any shapes; k is counted on their total, and one layer may lose
    more than another. The result has the same names. Raises `ValueError` as `magnitude_mask` does.

    >>> masks = global_masks({"a": torch.tensor([1.0, 2.0]), "b": torch.tensor([[3.0], [4.0]])}, 0.5)
    >>> masks["a"].tolist(), masks["b"].tolist()
    ([False, False], [[True], [True]])
    """
    # TODO(global-masks): rank all weights together, then give each tensor its own part of the mask
    raise NotImplementedError(
        "week 2, global-masks: rank all weights together, then give each tensor its own part of the mask"
    )


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
    raise NotImplementedError(
        "week 2, masked-training: zero the pruned weights before the first batch and again after every optimizer step"
    )
