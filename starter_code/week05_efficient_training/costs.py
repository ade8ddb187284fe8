"""Given: week 1's instruments, and two that weigh memory, to measure this week's technique with. Nothing to write here.

A multiply and an add are 1 FLOP each, and a bias is one more add per output element. A model is a point
(cost, accuracy): lower cost is better, higher accuracy is better.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.multiprocessing.reductions import StorageWeakRef
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves


def count_flops(model: nn.Module, x: torch.Tensor) -> int:
    """FLOPs of `model(x)` in its `nn.Linear` and `nn.Conv2d` layers, zeros among the weights included.

    >>> count_flops(nn.Linear(3, 4), torch.zeros(2, 3))
    56
    """
    counts = []

    def count(layer: nn.Module, _args: object, out: torch.Tensor) -> None:
        counts.append(out.numel() * 2 * layer.weight[0].numel() + (out.numel() if layer.bias is not None else 0))

    hooks = [m.register_forward_hook(count) for m in model.modules() if isinstance(m, (nn.Linear, nn.Conv2d))]
    mode = model.training
    with torch.no_grad():
        model.eval()(x)
    model.train(mode)
    for hook in hooks:
        hook.remove()
    return sum(counts)


def num_params(model: nn.Module) -> int:
    """Parameters of a model, zeros included.

    >>> num_params(nn.Linear(3, 4))
    16
    """
    return sum(p.numel() for p in model.parameters())


def pareto_front(costs: Sequence[float], accuracies: Sequence[float]) -> list[int]:
    """Indices of the points that no other point dominates, cheapest first.

    >>> pareto_front([3.0, 1.0, 2.0, 2.0], [0.9, 0.5, 0.7, 0.6])
    [1, 2, 0]
    """
    points = sorted(range(len(costs)), key=lambda i: (costs[i], -accuracies[i], i))
    front: list[int] = []
    for i in points:
        best = front[-1] if front else None
        equal = best is not None and (costs[i], accuracies[i]) == (costs[best], accuracies[best])
        if best is None or equal or accuracies[i] > accuracies[best]:
            front.append(i)
    return front


def hypervolume(costs: Sequence[float], accuracies: Sequence[float], ref_cost: float, ref_accuracy: float) -> float:
    """The area that the points dominate in the box cost <= ref_cost, accuracy >= ref_accuracy.

    >>> hypervolume([1.0, 2.0], [2.0, 3.0], 4.0, 0.0)
    8.0
    """
    area, height = 0.0, ref_accuracy
    for i in pareto_front(costs, accuracies):
        if costs[i] <= ref_cost and accuracies[i] > height:
            area += (ref_cost - costs[i]) * (accuracies[i] - height)
            height = accuracies[i]
    return area


class SavedBytes(torch.autograd.graph.saved_tensors_hooks):
    """While it is entered: the bytes that autograd keeps for the backward pass, each tensor once; `peak` is the most.

    Tensors in `known` (parameters, the data) do not count.

    >>> x = torch.zeros(100, requires_grad=True)
    >>> with SavedBytes([x]) as saved:
    ...     x.sin().sin().sum().backward()
    >>> saved.peak
    400
    """

    def __init__(self, known: Iterable[Tensor] = ()) -> None:
        self.now = self.peak = 0
        self.holders = {t.untyped_storage()._cdata: 1 for t in known}  # never go down to 0: they never count
        super().__init__(self._pack, lambda handle: handle.tensor)

    def __enter__(self) -> SavedBytes:
        super().__enter__()
        return self

    def _pack(self, tensor: Tensor) -> _Handle:
        key, size = tensor.untyped_storage()._cdata, tensor.untyped_storage().nbytes()
        self.holders[key] = self.holders.get(key, 0) + 1
        if self.holders[key] == 1 and tensor.is_floating_point():
            self.now += size
            self.peak = max(self.peak, self.now)
        return _Handle(self, tensor, key, size)


class _Handle:
    """What autograd keeps instead of a tensor; when it lets go, the bytes are free."""

    def __init__(self, meter: SavedBytes, tensor: Tensor, key: int, size: int) -> None:
        self.meter, self.tensor, self.key, self.size = meter, tensor, key, size

    def __del__(self) -> None:
        self.meter.holders[self.key] -= 1
        if self.meter.holders[self.key] == 0 and self.tensor.is_floating_point():
            self.meter.now -= self.size


class LiveBytes(TorchDispatchMode):
    """While it is entered: the bytes of all tensors made that are alive, whoever holds them; `peak` is the most.

    >>> with LiveBytes() as live:
    ...     x = torch.zeros(100) + torch.ones(100)
    >>> live.peak
    1200
    """

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[int, tuple[StorageWeakRef, int]] = {}
        self.peak = 0

    def __torch_dispatch__(self, called: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        result = called(*args, **(kwargs or {}))
        for made in tree_leaves(result):
            if isinstance(made, Tensor):
                storage = made.untyped_storage()
                self.held[storage._cdata] = StorageWeakRef(storage), storage.nbytes()
        self.held = {key: value for key, value in self.held.items() if not value[0].expired()}
        self.peak = max(self.peak, sum(size for _, size in self.held.values()))
        return result
