"""Adapters in a whole network: put them in, save them, load them, count them.

Week 6, 10 points. An adapter is a module with parameters `lora_a` and `lora_b`, as in `lora.py`, but nothing here
depends on that file: whoever calls `inject_lora` says how an adapter is made.
"""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn


def inject_lora(model: nn.Module, pattern: str, make: Callable[[nn.Linear], nn.Module]) -> list[str]:
    """Replace linear layers inside `model` by `make(layer)`, freeze all else, and return the names, sorted.

    Replaced is each layer whose type is exactly nn.Linear, at each of its dotted names that the regular expression
    `pattern` matches as a whole (re.fullmatch). A layer that stands at several of these is given to `make` once, and
    the one result is put at all of them. All parameters that the model had are frozen; those that `make` adds stay as
    it made them. Raises ValueError if no name matches; the model is then left as it was.

    >>> model = nn.Sequential(nn.Linear(4, 4), nn.ReLU(), nn.Linear(4, 2))
    >>> inject_lora(model, "[2-9]", lambda layer: nn.Sequential(layer, nn.ReLU()))
    ['2']
    >>> [type(layer).__name__ for layer in model]
    ['Linear', 'ReLU', 'Sequential']
    """
    # TODO(inject): find all layers before you replace the first; named_modules can leave repeated ones in
    raise NotImplementedError(
        "week 6, inject: find all layers before you replace the first; named_modules can leave repeated ones in"
    )


def adapter_state_dict(model: nn.Module) -> dict[str, Tensor]:
    """Copies of all parameters called `lora_a` or `lora_b`, by their full names; of a shared one under one name only.

    The copies ask for no gradient and share no memory with the model.

    >>> layer = nn.Linear(2, 2)
    >>> layer.lora_a = nn.Parameter(torch.ones(1, 2))
    >>> adapter_state_dict(nn.Sequential(layer))
    {'0.lora_a': tensor([[1., 1.]])}
    """
    # TODO(inject): named_parameters names a shared parameter once
    raise NotImplementedError("week 6, inject: named_parameters names a shared parameter once")


def load_adapters(model: nn.Module, state: dict[str, Tensor]) -> None:
    """Copy such a dict into the parameters of the model, in place.

    Raises ValueError if a name is missing, is too many, or has another shape; the model is then left as it was.

    >>> layer = nn.Linear(2, 2)
    >>> layer.lora_a = nn.Parameter(torch.ones(1, 2))
    >>> load_adapters(layer, {"lora_a": torch.tensor([[3.0, 4.0]])})
    >>> layer.lora_a.tolist()
    [[3.0, 4.0]]
    """
    # TODO(inject): check everything, then copy
    raise NotImplementedError("week 6, inject: check everything, then copy")


def lora_parameters(shapes: Sequence[tuple[int, int]], rank: int) -> int:
    """Trained parameters of adapters of one rank beside weights of these shapes (out, in).

    Raises ValueError on a side below 1, and on a rank that is not from 1 to the smallest side.

    >>> lora_parameters([(12288, 12288)] * 2 * 96, rank=1)  # GPT-3: the query and value of 96 layers
    4718592
    """
    # TODO(inject): A and B of each
    raise NotImplementedError("week 6, inject: A and B of each")
