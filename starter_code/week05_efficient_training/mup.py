"""Week 5, part 5: tune a narrow network, and train a wide one with what you found (muP).

`MLP` is given. Its parameters play four roles as the width grows: *input* (the weight of `first`: its inputs stay as
many), *hidden* (the weights of `hidden`: both sides grow), *output* (the weight of `head`: its outputs stay as many),
and *bias*.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn


class MLP(nn.Module):
    """(batch, inputs) to (batch, outputs): `first`, `depth` hidden layers of `width`, tanh after each, and `head`.

    Standard start: weights from N(0, 1 / fan_in), biases 0. The result is `multiplier` times what `head` gives.
    """

    def __init__(self, inputs: int, width: int, depth: int, outputs: int) -> None:
        super().__init__()
        self.first = nn.Linear(inputs, width)
        self.hidden = nn.ModuleList([nn.Linear(width, width) for _ in range(depth)])
        self.head = nn.Linear(width, outputs)
        self.multiplier = 1.0
        for layer in (self.first, *self.hidden, self.head):
            nn.init.normal_(layer.weight, std=layer.in_features**-0.5)
            nn.init.zeros_(layer.bias)

    def forward(self, x: Tensor) -> Tensor:
        """Logits."""
        x = torch.tanh(self.first(x))
        for layer in self.hidden:
            x = torch.tanh(layer(x))
        return self.multiplier * self.head(x)


def mup_scaling(base_width: int, width: int, optimizer: str = "adam") -> dict[str, dict[str, float]]:
    """By what to multiply what was right at base_width, for each role: muP in its multiplier form.

    A dict with the keys "input", "hidden", "output" and "bias"; each holds a dict with the keys "init" (of the
    standard deviation), "lr" (of the learning rate) and "multiplier" (of the layer's result in the forward pass). With
    m = width / base_width, for "adam":

        init: hidden m^-1/2; lr: hidden 1/m; multiplier: output 1/m; all others 1.

    For "sgd" init and multiplier are the same, and lr: input, output and bias m; hidden 1. Yang et al. 2022, arXiv
    2203.03466, table 8.

    Raises `ValueError` on a width below 1, and on another optimizer.

    >>> scaling = mup_scaling(64, 256)
    >>> scaling["hidden"], scaling["output"]["multiplier"]
    ({'init': 0.5, 'lr': 0.25, 'multiplier': 1.0}, 0.25)
    """
    # TODO(mup-scaling): a table of four rows and three columns
    raise NotImplementedError("week 5, mup-scaling: a table of four rows and three columns")


def mup_setup(model: MLP, base_width: int, lr: float) -> list[dict[str, Any]]:
    """Make a freshly made MLP ready for muP, and return the parameter groups for Adam, with their learning rates.

    `lr` is the learning rate that is right at base_width. The standard start at the model's own width is changed, in
    place, to what muP asks: a standard start already shrinks all weights as the width grows, the output's too. The
    model's `multiplier` is set. Each group is a dict with "params" and "lr"; each parameter is in one group. At
    base_width nothing changes.

    Raises `ValueError` when base_width is below 1 and when lr is not above 0; then the model has not changed.

    >>> model = MLP(8, 256, 2, 10)
    >>> groups = mup_setup(model, 64, 0.1)
    >>> model.multiplier, sorted({group["lr"] for group in groups})
    (0.25, [0.025, 0.1])
    """
    # TODO(mup-setup): which weight does not have the start that muP wants? then groups by role
    raise NotImplementedError(
        "week 5, mup-setup: which weight does not have the start that muP wants? then groups by role"
    )
