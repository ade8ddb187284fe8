"""LoRA: a frozen linear layer, and beside it a trained change of low rank that can be merged into it.

Week 6, 17 points. The layer computes W x + bias + (alpha / rank) B A x. W and its bias are frozen, A (`lora_a`) and
B (`lora_b`) are trained; B starts at 0, so that nothing changes at first.
"""

import math

import torch
from torch import Tensor, nn


class LoRALinear(nn.Module):
    """A linear layer with an adapter of low rank beside it (Hu et al. 2021, arXiv 2106.09685, section 4.1).

    Attributes: `base`, the layer it was given, itself and not a copy, frozen; `lora_a` (rank, in) and `lora_b`
    (out, rank), its only trained parameters, in the base's dtype; `scale`, a float; `merged`, a bool, False at first.

    >>> layer = LoRALinear(nn.Linear(8, 3), rank=2, alpha=4)
    >>> layer.scale, tuple(layer.lora_a.shape), tuple(layer.lora_b.shape), layer.base.weight.requires_grad
    (2.0, (2, 8), (3, 2), False)
    """

    def __init__(self, base: nn.Linear, rank: int, alpha: float, dropout: float = 0.0) -> None:
        """Freeze the base and make the adapter.

        `lora_a` is drawn from torch's random numbers, each entry by itself with mean 0 and a standard deviation from
        0.2 / sqrt(in) to 2 / sqrt(in); `lora_b` is 0. Raises ValueError on a rank that is not from 1 to min(in, out),
        an alpha that is not a finite number above 0, and a dropout that is not at least 0 and below 1; the base is
        then left as it was.
        """
        super().__init__()
        # TODO(lora): check, freeze the base, make the two parameters; alpha is divided by the rank
        ### BEGIN SOLUTION
        if not 1 <= rank <= min(base.in_features, base.out_features):
            raise ValueError(f"the rank must be from 1 to the smaller side of the weight; got {rank}")
        if not 0 < alpha < math.inf:
            raise ValueError(f"alpha must be a finite number above 0; got {alpha}")
        if not 0 <= dropout < 1:
            raise ValueError(f"dropout must be at least 0 and below 1; got {dropout}")
        self.base = base.requires_grad_(False)
        start = torch.randn(rank, base.in_features, dtype=base.weight.dtype) / math.sqrt(base.in_features)
        self.lora_a = nn.Parameter(start)
        self.lora_b = nn.Parameter(torch.zeros(base.out_features, rank, dtype=base.weight.dtype))
        self.dropout = nn.Dropout(dropout)
        self.scale = alpha / rank
        self.merged = False
        ### END SOLUTION

    def forward(self, x: Tensor) -> Tensor:
        """The output for x (..., in). Dropout acts in training, on the input of the adapter and nowhere else.

        Never makes a matrix of the weight's size: x goes through A, then through B. A merged layer computes its base
        alone.

        >>> layer = LoRALinear(nn.Linear(8, 3), rank=2, alpha=4)
        >>> x = torch.ones(5, 8)
        >>> torch.equal(layer(x), layer.base(x))
        True
        """
        # TODO(lora): the base's output, and the scale times what A and then B make of x
        ### BEGIN SOLUTION
        if self.merged:
            return self.base(x)
        return self.base(x) + self.scale * (self.dropout(x) @ self.lora_a.T) @ self.lora_b.T
        ### END SOLUTION

    @torch.no_grad()
    def merge(self) -> None:
        """Add (alpha / rank) B A to the base's weight, in place, so that inference costs what it did without adapter.

        A layer that is merged already stays as it is.
        """
        # TODO(lora-merge): add once, and note it
        ### BEGIN SOLUTION
        if not self.merged:
            self.base.weight += self.scale * self.lora_b @ self.lora_a
            self.merged = True
        ### END SOLUTION

    @torch.no_grad()
    def unmerge(self) -> None:
        """Take it off again, to within the rounding of the two sums. A layer that is not merged stays as it is."""
        # TODO(lora-merge): the way back
        ### BEGIN SOLUTION
        if self.merged:
            self.base.weight -= self.scale * self.lora_b @ self.lora_a
            self.merged = False
        ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
