"""Given: week 1's instruments, to measure this week's technique with. There is nothing to write here.

A multiply and an add are 1 FLOP each, and a bias is one more add per output element. A model is a point
(cost, accuracy): lower cost is better, higher accuracy is better.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import nn


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
