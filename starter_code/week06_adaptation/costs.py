"""Week 1's instruments, given: what a network computes, and which points lie on a Pareto front.

For the notebook. Your own modules do without it: it is not there when they are graded.
"""

import math

import numpy as np
import torch
from torch import Tensor, nn


def layer_macs(model: nn.Module, x: Tensor) -> dict[str, int]:
    """The multiply-accumulates of each nn.Linear and nn.Conv2d in one forward pass of x, by the layer's name.

    A multiply-accumulate is 2 FLOPs in week 1's count. Biases are left out.

    >>> layer_macs(nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10)), torch.zeros(5, 64))
    {'0': 10240, '2': 1600}
    """
    counts: dict[str, int] = {}
    handles = []
    for name, layer in model.named_modules():
        if isinstance(layer, (nn.Linear, nn.Conv2d)):

            def count(module: nn.Module, inputs: tuple[Tensor], output: Tensor, name: str = name) -> None:
                counts[name] = counts.get(name, 0) + output.numel() * module.weight[0].numel()

            handles.append(layer.register_forward_hook(count))
    try:
        with torch.no_grad():
            model(x)
    finally:
        for handle in handles:
            handle.remove()
    return counts


def pareto_front(costs: list[float], accuracies: list[float]) -> np.ndarray:
    """The indices of the points that no other point dominates, in order of increasing cost; equal points all stay.

    A point dominates another if it costs no more and is no less accurate, and is better on at least one of the two.

    >>> pareto_front([1, 2, 3, 3], [0.5, 0.4, 0.9, 0.7])
    array([0, 2])
    """
    cost, accuracy = np.asarray(costs, dtype=np.float64), np.asarray(accuracies, dtype=np.float64)
    front, best, price = [], -math.inf, -math.inf
    for i in np.lexsort((-accuracy, cost)).tolist():
        if accuracy[i] > best or (accuracy[i] == best and cost[i] == price):
            front.append(i)
            best, price = accuracy[i], cost[i]
    return np.array(front, dtype=np.int64)
