"""Adapters in a whole network: put them in, save them, load them, count them.

Week 6, 10 points. An adapter is a module with parameters `lora_a` and `lora_b`, as in `lora.py`, but nothing here
depends on that file: whoever calls `inject_lora` says how an adapter is made.
"""

### BEGIN SOLUTION
import re

### END SOLUTION
from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn

### BEGIN SOLUTION


def _adapters(model: nn.Module) -> dict[str, nn.Parameter]:
    return {name: p for name, p in model.named_parameters() if name.rpartition(".")[2] in ("lora_a", "lora_b")}


### END SOLUTION


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
    ### BEGIN SOLUTION
    found = {
        name: module
        for name, module in model.named_modules(remove_duplicate=False)
        if name and type(module) is nn.Linear and re.fullmatch(pattern, name)
    }
    if not found:
        raise ValueError(f"no linear layer has a name that {pattern!r} matches")
    model.requires_grad_(False)
    made: dict[nn.Linear, nn.Module] = {}
    for name, layer in found.items():
        if layer not in made:
            made[layer] = make(layer)
        parent, _, last = name.rpartition(".")
        setattr(model.get_submodule(parent), last, made[layer])
    return sorted(found)
    ### END SOLUTION


def adapter_state_dict(model: nn.Module) -> dict[str, Tensor]:
    """Copies of all parameters called `lora_a` or `lora_b`, by their full names; of a shared one under one name only.

    The copies ask for no gradient and share no memory with the model.

    >>> layer = nn.Linear(2, 2)
    >>> layer.lora_a = nn.Parameter(torch.ones(1, 2))
    >>> adapter_state_dict(nn.Sequential(layer))
    {'0.lora_a': tensor([[1., 1.]])}
    """
    # TODO(inject): named_parameters names a shared parameter once
    ### BEGIN SOLUTION
    return {name: parameter.detach().clone() for name, parameter in _adapters(model).items()}
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    own = _adapters(model)
    if own.keys() != state.keys():
        raise ValueError(f"these names are in one of the two only: {sorted(own.keys() ^ state.keys())}")
    for name, parameter in own.items():
        if parameter.shape != state[name].shape:
            raise ValueError(f"{name} has shape {tuple(state[name].shape)}; asked for is {tuple(parameter.shape)}")
    with torch.no_grad():
        for name, parameter in own.items():
            parameter.copy_(state[name])
    ### END SOLUTION


def lora_parameters(shapes: Sequence[tuple[int, int]], rank: int) -> int:
    """Trained parameters of adapters of one rank beside weights of these shapes (out, in).

    Raises ValueError on a side below 1, and on a rank that is not from 1 to the smallest side.

    >>> lora_parameters([(12288, 12288)] * 2 * 96, rank=1)  # GPT-3: the query and value of 96 layers
    4718592
    """
    # TODO(inject): A and B of each
    ### BEGIN SOLUTION
    if any(min(shape) < 1 for shape in shapes):
        raise ValueError("a side of a weight is below 1")
    if rank < 1 or any(rank > min(shape) for shape in shapes):
        raise ValueError(f"the rank must be from 1 to the smallest side; got {rank}")
    return sum(rank * (rows + columns) for rows, columns in shapes)
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION
