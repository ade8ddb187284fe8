"""LoRA: a frozen linear layer, and beside it a trained change of low rank that can be merged into it.

Week 6, 17 points. The layer computes W x + bias + (alpha / rank) B A x. W and its bias are frozen, A (`lora_a`) and
B (`lora_b`) are trained; B starts at 0, so that nothing changes at first.
"""

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
        raise NotImplementedError(
            "week 6, lora: check, freeze the base, make the two parameters; alpha is divided by the rank"
        )

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
        raise NotImplementedError("week 6, lora: the base's output, and the scale times what A and then B make of x")

    @torch.no_grad()
    def merge(self) -> None:
        """Add (alpha / rank) B A to the base's weight, in place, so that inference costs what it did without adapter.

        A layer that is merged already stays as it is.
        """
        # TODO(lora-merge): add once, and note it
        raise NotImplementedError("week 6, lora-merge: add once, and note it")

    @torch.no_grad()
    def unmerge(self) -> None:
        """Take it off again, to within the rounding of the two sums. A layer that is not merged stays as it is."""
        # TODO(lora-merge): the way back
        raise NotImplementedError("week 6, lora-merge: the way back")
